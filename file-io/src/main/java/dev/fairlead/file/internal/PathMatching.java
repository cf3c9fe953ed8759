package dev.fairlead.file.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether paths match patterns, by their text alone. */
public final class PathMatching {

  private PathMatching() {}

  /**
   * Whether the end of a path matches, or all of it if the pattern is absolute.
   *
   * @throws IllegalArgumentException if the pattern is empty
   */
  public static boolean endMatches(Path path, String pattern, boolean ignoreCase) {
    List<String> wanted = patternParts(path, pattern);
    List<String> parts = PathNames.parts(path);
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException("an empty pattern matches nothing");
    }
    int skipped = parts.size() - wanted.size();
    if (skipped < 0 || (skipped > 0 && isAnchored(wanted))) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!partMatches(parts.get(skipped + i), wanted.get(i), ignoreCase)) {
        return false;
      }
    }
    return true;
  }

  private static boolean partMatches(String part, String wanted, boolean ignoreCase) {
    return part.equals(wanted) || GlobRegex.name(wanted, ignoreCase).matcher(part).matches();
  }

  /** Whether a whole path matches. */
  public static boolean allMatches(Path path, String pattern, boolean ignoreCase) {
    List<String> wanted = patternParts(path, pattern);
    if (isAnchored(wanted)) {
      wanted.set(0, "");
      if (wanted.size() == 1) {
        wanted.add("");
      }
    }
    return GlobRegex.path(wanted, ignoreCase).matcher(PathNames.withSlashes(path)).matches();
  }

  private static boolean isAnchored(List<String> parts) {
    return !parts.isEmpty() && parts.getFirst().endsWith("/");
  }

  /** A pattern is taken apart by itself: Windows would refuse its characters in a path. */
  private static List<String> patternParts(Path path, String pattern) {
    String slashes = pattern.replace(path.getFileSystem().getSeparator(), "/");
    var parts = new ArrayList<String>();
    if (slashes.startsWith("/")) {
      parts.add("/");
    }
    for (String part : slashes.split("/", -1)) {
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return parts;
  }
}
