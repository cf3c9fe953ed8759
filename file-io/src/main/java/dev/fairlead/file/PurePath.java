package dev.fairlead.file;

import dev.fairlead.file.internal.FileUris;
import dev.fairlead.file.internal.PathMatching;
import dev.fairlead.file.internal.PathNames;
import dev.fairlead.file.internal.ReservedNames;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be said about a path by its text alone. Nothing here looks at a disk or waits, and any
 * thread may call it.
 *
 * {@snippet file="AsyncPathSnippets.java" region="pure"}
 *
 * <p>Names, suffixes, matching and relative paths work as those of Python's {@code pathlib}, which
 * have fewer surprises than those of {@code java.nio.file.Path}; that one is always at hand by
 * {@link #asPath}. Paths are equal when those are, and ordered component by component, so that what
 * is in a directory comes right behind it.
 */
public abstract sealed class PurePath implements Comparable<PurePath> permits PathQueries {

  private final Path path;

  PurePath(Path path) {
    this.path = path;
  }

  /** A path of the same kind, with the same limiter and options. */
  abstract AsyncPath derive(Path changed);

  /** This path for the JDK. Costs nothing. */
  public Path asPath() {
    return path;
  }

  // ---- pieces

  /** The components; the first is the root, if there is one. */
  public List<String> parts() {
    return PathNames.parts(path);
  }

  /** The drive or share; empty on systems without them. */
  public String drive() {
    return PathNames.drive(path);
  }

  /** The separator an absolute path begins with; empty for a relative one. */
  public String root() {
    return PathNames.root(path);
  }

  /** Drive and root together. */
  public String anchor() {
    return PathNames.anchor(path);
  }

  /** The last component; empty for a root and for the empty path. */
  public String name() {
    return PathNames.name(path);
  }

  /** The last suffix of the name with its dot, or nothing; dots at the beginning start none. */
  public String suffix() {
    return PathNames.suffix(path);
  }

  /** All suffixes of the name, each with its dot. */
  public List<String> suffixes() {
    return PathNames.suffixes(path);
  }

  /** The name without its last suffix. */
  public String stem() {
    return PathNames.stem(path);
  }

  /**
   * The directory it is in, by its text. A single name is in the empty path, which is the working
   * directory; a root is its own parent.
   */
  public AsyncPath parent() {
    return derive(PathNames.parent(path));
  }

  /** All the directories it is in, the nearest first. */
  public List<AsyncPath> parents() {
    return PathNames.parents(path).stream().map(this::derive).toList();
  }

  // ---- questions

  /** Whether it says where it begins. */
  public boolean isAbsolute() {
    return path.isAbsolute();
  }

  /** Whether Windows would take one of its names for a device; false elsewhere. */
  public boolean isReserved() {
    return ReservedNames.isReserved(path);
  }

  /** Whether it is another path or below it, by their text. */
  public boolean isRelativeTo(String other) {
    return isRelativeTo(parse(other));
  }

  /** As {@link #isRelativeTo(String)}. */
  public boolean isRelativeTo(PurePath other) {
    return isRelativeTo(other.path);
  }

  /** As {@link #isRelativeTo(String)}. */
  public boolean isRelativeTo(Path other) {
    return PathNames.isBelow(path, other);
  }

  /**
   * Whether the end of the path matches a pattern, or all of it if the pattern is absolute. {@code
   * *} and {@code **} stand for a part of one name, {@code ?} for a character, {@code [a-z]} and
   * {@code [!a-z]} for one of a set.
   *
   * @throws IllegalArgumentException if the pattern is empty
   */
  public boolean match(String pattern) {
    return match(pattern, CaseSensitivity.PLATFORM);
  }

  /** As {@link #match(String)}, with a choice. */
  public boolean match(String pattern, CaseSensitivity letters) {
    return PathMatching.endMatches(path, pattern, letters.ignoresCase(path.getFileSystem()));
  }

  /**
   * Whether the whole path matches a pattern, in which {@code **} as a name stands for any number
   * of names.
   */
  public boolean fullMatch(String pattern) {
    return fullMatch(pattern, CaseSensitivity.PLATFORM);
  }

  /** As {@link #fullMatch(String)}, with a choice. */
  public boolean fullMatch(String pattern, CaseSensitivity letters) {
    return PathMatching.allMatches(path, pattern, letters.ignoresCase(path.getFileSystem()));
  }

  // ---- other paths

  /** A path below this one; an absolute one stands for itself. */
  public AsyncPath resolve(String first, String... more) {
    return resolve(PathNames.parse(path.getFileSystem(), first, more));
  }

  /** A path below this one; an absolute one stands for itself. */
  public AsyncPath resolve(Path other) {
    return derive(path.resolve(other));
  }

  /** A path below this one; an absolute one stands for itself. */
  public AsyncPath resolve(PurePath other) {
    return resolve(other.path);
  }

  /** A path of these components, with the limiter and options of this one. */
  public AsyncPath withSegments(String first, String... more) {
    return derive(PathNames.parse(path.getFileSystem(), first, more));
  }

  /**
   * The path with another name.
   *
   * @throws IllegalArgumentException if there is no name to replace, or the new one is none
   */
  public AsyncPath withName(String name) {
    return derive(PathNames.withName(path, name));
  }

  /**
   * The path with another stem; the suffix stays.
   *
   * @throws IllegalArgumentException if there is no name to replace, or the new one is none, or
   *     only a suffix would be left
   */
  public AsyncPath withStem(String stem) {
    return derive(PathNames.withStem(path, stem));
  }

  /**
   * The path with another last suffix, or without one.
   *
   * @throws IllegalArgumentException if there is no name to replace, or the suffix does not begin
   *     with a dot
   */
  public AsyncPath withSuffix(String suffix) {
    return derive(PathNames.withSuffix(path, suffix));
  }

  /**
   * This path as seen from another one, which it is below.
   *
   * @throws IllegalArgumentException if it is not
   */
  public AsyncPath relativeTo(String other) {
    return relativeTo(parse(other));
  }

  /** As {@link #relativeTo(String)}. */
  public AsyncPath relativeTo(PurePath other) {
    return relativeTo(other.path);
  }

  /** As {@link #relativeTo(String)}. */
  public AsyncPath relativeTo(Path other) {
    return derive(PathNames.relativeTo(path, other, false));
  }

  /**
   * This path as seen from another one, with {@code ..} where it is not below it. Links may make
   * that lead elsewhere.
   *
   * @throws IllegalArgumentException if they do not begin at the same root, or {@code ..} in the
   *     other one hides where it is
   */
  public AsyncPath relativeToWalkingUp(String other) {
    return relativeToWalkingUp(parse(other));
  }

  /** As {@link #relativeToWalkingUp(String)}. */
  public AsyncPath relativeToWalkingUp(PurePath other) {
    return relativeToWalkingUp(other.path);
  }

  /** As {@link #relativeToWalkingUp(String)}. */
  public AsyncPath relativeToWalkingUp(Path other) {
    return derive(PathNames.relativeTo(path, other, true));
  }

  /** The path from the root on, from the working directory if it is relative; keeps dots. */
  public AsyncPath absolute() {
    return derive(path.toAbsolutePath());
  }

  private Path parse(String text) {
    return PathNames.parse(path.getFileSystem(), text);
  }

  // ---- text

  /** The text with slashes, on every platform. */
  public String toPosix() {
    return path.toString().isEmpty() ? "." : PathNames.withSlashes(path);
  }

  /**
   * The {@code file:} URI.
   *
   * @throws IllegalArgumentException if the path is relative
   */
  public URI toUri() {
    return FileUris.of(path);
  }

  @Override
  public final int compareTo(PurePath other) {
    return PathNames.compare(path, other.path);
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof PurePath that && path.equals(that.path);
  }

  @Override
  public final int hashCode() {
    return path.hashCode();
  }

  /** The text; a single dot for the empty path. */
  @Override
  public final String toString() {
    return path.toString().isEmpty() ? "." : path.toString();
  }
}
