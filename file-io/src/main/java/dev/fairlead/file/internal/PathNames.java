package dev.fairlead.file.internal;

import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The text of paths, without a look at any disk. */
public final class PathNames {

  /** A name and its last suffix. */
  record Split(String stem, String suffix) {}

  private PathNames() {}

  /** A path from text; components that are a single dot mean nothing and are left out. */
  public static Path parse(FileSystem system, String first, String... more) {
    Path path = system.getPath(first, more);
    if (!hasSingleDot(path)) {
      return path;
    }
    Path clean = path.getRoot() == null ? system.getPath("") : path.getRoot();
    for (Path name : path) {
      if (!name.toString().equals(".")) {
        clean = clean.resolve(name);
      }
    }
    return clean;
  }

  private static boolean hasSingleDot(Path path) {
    for (Path name : path) {
      if (name.toString().equals(".")) {
        return true;
      }
    }
    return false;
  }

  /** The components, the root first if there is one. */
  public static List<String> parts(Path path) {
    var parts = new ArrayList<String>();
    if (path.getRoot() != null) {
      parts.add(path.getRoot().toString());
    }
    for (Path name : path) {
      if (!name.toString().isEmpty()) {
        parts.add(name.toString());
      }
    }
    return List.copyOf(parts);
  }

  /** The last component; empty text for a root and for the empty path. */
  public static String name(Path path) {
    return path.getFileName() == null ? "" : path.getFileName().toString();
  }

  /** Text before the root: a drive or a share. */
  public static String drive(Path path) {
    String anchor = anchor(path);
    return anchor.substring(0, anchor.length() - root(path).length());
  }

  /** The separator at the beginning, if there is one. */
  public static String root(Path path) {
    String separator = path.getFileSystem().getSeparator();
    return anchor(path).endsWith(separator) ? separator : "";
  }

  /** Drive and root. */
  public static String anchor(Path path) {
    return path.getRoot() == null ? "" : path.getRoot().toString();
  }

  /** The last suffix of a name; its leading dots begin none. */
  static Split split(String name) {
    int dot = name.lastIndexOf('.');
    int start = 0;
    while (start < dot && name.charAt(start) == '.') {
      start++;
    }
    return start < dot
        ? new Split(name.substring(0, dot), name.substring(dot))
        : new Split(name, "");
  }

  /** A name without its last suffix. */
  public static String stem(Path path) {
    return split(name(path)).stem();
  }

  /** The last suffix, with its dot. */
  public static String suffix(Path path) {
    return split(name(path)).suffix();
  }

  /** All suffixes. */
  public static List<String> suffixes(Path path) {
    var suffixes = new ArrayList<String>();
    for (Split split = split(name(path)); !split.suffix.isEmpty(); split = split(split.stem)) {
      suffixes.addFirst(split.suffix);
    }
    return List.copyOf(suffixes);
  }

  /** The directory it is in; a root for itself, the empty path for a single name. */
  public static Path parent(Path path) {
    if (path.getParent() != null) {
      return path.getParent();
    }
    return path.equals(path.getRoot()) ? path : path.getFileSystem().getPath("");
  }

  /** All parents, the nearest first. */
  public static List<Path> parents(Path path) {
    var parents = new ArrayList<Path>();
    for (Path at = path; !parent(at).equals(at); at = parent(at)) {
      parents.add(parent(at));
    }
    return List.copyOf(parents);
  }

  /** The path with another last component. */
  public static Path withName(Path path, String name) {
    if (name(path).isEmpty()) {
      throw new IllegalArgumentException(
          "\""
              + path
              + "\" has no name that could be replaced; resolve(\""
              + name
              + "\") adds one");
    }
    if (!isName(path.getFileSystem(), name)) {
      throw new IllegalArgumentException(
          "a name is not empty, no single dot, and has no separator: \"" + name + "\"");
    }
    return path.resolveSibling(name);
  }

  private static boolean isName(FileSystem system, String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.contains(system.getSeparator())
        && !name.contains("/");
  }

  /** The path with another stem. */
  public static Path withStem(Path path, String stem) {
    String suffix = suffix(path);
    if (stem.isEmpty() && !suffix.isEmpty()) {
      throw new IllegalArgumentException(
          "\"" + path + "\" has the suffix " + suffix + ", so its stem cannot be empty");
    }
    return withName(path, stem + suffix);
  }

  /** The path with another last suffix, or without one. */
  public static Path withSuffix(Path path, String suffix) {
    if (!suffix.isEmpty() && !suffix.startsWith(".")) {
      throw new IllegalArgumentException("a suffix begins with a dot: \"" + suffix + "\"");
    }
    return withName(path, stem(path) + suffix);
  }

  /** Whether a path is another one or below it, by its text alone. */
  public static boolean isBelow(Path path, Path other) {
    boolean everythingRelative = other.toString().isEmpty() && path.getRoot() == null;
    return everythingRelative || path.startsWith(other);
  }

  /** The path as seen from another one. */
  public static Path relativeTo(Path path, Path other, boolean walkUp) {
    var up = new ArrayList<String>();
    Path base = other;
    while (!isBelow(path, base)) {
      if (!walkUp) {
        throw new IllegalArgumentException(
            "\"" + path + "\" is not below \"" + other + "\"; relativeToWalkingUp would use ..");
      }
      if (name(base).equals("..")) {
        throw new IllegalArgumentException(
            "where the .. in \"" + other + "\" leads to is known to the file system only");
      }
      if (parent(base).equals(base)) {
        throw new IllegalArgumentException(
            "\"" + path + "\" and \"" + other + "\" do not begin at the same root");
      }
      up.add("..");
      base = parent(base);
    }
    Path rest = below(path, base);
    for (String step : up) {
      rest = path.getFileSystem().getPath(step).resolve(rest);
    }
    return rest;
  }

  private static Path below(Path path, Path base) {
    int skipped = base.toString().isEmpty() ? 0 : base.getNameCount();
    return skipped == path.getNameCount()
        ? path.getFileSystem().getPath("")
        : path.subpath(skipped, path.getNameCount());
  }

  /** Component by component, so that what is in a directory comes right behind it. */
  public static int compare(Path one, Path other) {
    List<String> left = parts(one);
    List<String> right = parts(other);
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order =
          one.getFileSystem()
              .getPath(left.get(i))
              .compareTo(other.getFileSystem().getPath(right.get(i)));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  /** The text with slashes. */
  public static String withSlashes(Path path) {
    String separator = path.getFileSystem().getSeparator();
    String text = path.toString();
    return separator.equals("/") ? text : text.replace(separator, "/");
  }
}
