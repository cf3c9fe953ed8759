package dev.fairlead.file.internal;

import dev.fairlead.file.FileStatus;
import dev.fairlead.file.internal.Scan.Found;
import dev.fairlead.file.internal.Scan.Visit;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a pattern finds below a directory. Every directory is read at most once: the pattern is
 * followed in all its possible states at the same time, so nothing is found twice.
 */
public final class GlobSelection implements Scan.Selection {

  /** One name of the pattern. */
  private record Segment(String text, Kind kind, Predicate<String> matches) {}

  private enum Kind {
    /** Any number of names. */
    RECURSIVE,
    /** Exactly this name, which need not be searched for. */
    LITERAL,
    /** A name that has to be searched for. */
    WILD
  }

  private final Path base;
  private final List<Segment> segments;
  private final boolean directoriesOnly;
  private final boolean followLinks;

  /** Takes a pattern apart. */
  public GlobSelection(
      Path base, String pattern, boolean recursive, Letters letters, boolean followLinks) {
    this.base = base;
    this.followLinks = followLinks;
    String slashes = pattern.replace(base.getFileSystem().getSeparator(), "/");
    this.directoriesOnly = slashes.endsWith("/");
    this.segments = new ArrayList<>();
    if (recursive) {
      add("**", letters);
    }
    for (String part : slashes.split("/", -1)) {
      if (!part.isEmpty() && !part.equals(".")) {
        add(part, letters);
      }
    }
    check(pattern, slashes);
  }

  /**
   * How letters are compared.
   *
   * @param ignoreCase whether large and small ones are the same
   * @param asTheDisk whether the disk compares names in the same way
   */
  public record Letters(boolean ignoreCase, boolean asTheDisk) {}

  private void add(String part, Letters letters) {
    boolean wild = part.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
    if (part.equals("**")) {
      if (segments.isEmpty() || segments.getLast().kind != Kind.RECURSIVE) {
        segments.add(new Segment(part, Kind.RECURSIVE, _ -> true));
      }
    } else if (part.equals("..") || (!wild && letters.asTheDisk)) {
      segments.add(new Segment(part, Kind.LITERAL, part::equals));
    } else {
      Pattern regex = GlobRegex.name(part, letters.ignoreCase);
      segments.add(new Segment(part, Kind.WILD, name -> regex.matcher(name).matches()));
    }
  }

  private void check(String pattern, String slashes) {
    if (slashes.isEmpty() || segments.isEmpty()) {
      throw new IllegalArgumentException("a pattern must have a name in it: \"" + pattern + "\"");
    }
    if (slashes.startsWith("/") || slashes.matches("[A-Za-z]:.*/.*")) {
      throw new IllegalArgumentException(
          "a pattern is relative to its path: \"" + pattern + "\"; begin at the root instead");
    }
  }

  @Override
  public Visit start() {
    return new Visit(base, closure(List.of(0)), List.of());
  }

  /** Adds the states that are reached without a name, behind each {@code **}. */
  private List<Integer> closure(List<Integer> states) {
    var all = new TreeSet<Integer>();
    for (int state : states) {
      all.add(state);
      if (isRecursive(state)) {
        all.add(state + 1);
      }
    }
    return List.copyOf(all);
  }

  private boolean isRecursive(int state) {
    return state < segments.size() && segments.get(state).kind == Kind.RECURSIVE;
  }

  private boolean isEnd(int state) {
    return state == segments.size();
  }

  @Override
  public boolean begin(Visit visit, List<Found> found, Deque<Visit> pending) throws IOException {
    boolean mustRead = false;
    for (int state : visit.states()) {
      if (isEnd(state)) {
        if (visit.directory().equals(base)) {
          addBase(found);
        }
      } else if (segments.get(state).kind == Kind.LITERAL) {
        followLiteral(visit, state, found, pending);
      } else {
        mustRead = true;
      }
    }
    return mustRead;
  }

  private void addBase(List<Found> found) {
    StatusReader.find(base)
        .filter(FileStatus::isDirectory)
        .ifPresent(
            _ -> found.add(new Found(base, StatusReader.find(base, LinkOption.NOFOLLOW_LINKS))));
  }

  /** A name without wild cards is looked up, not searched for; {@code ..} is in no listing. */
  private void followLiteral(Visit visit, int state, List<Found> found, Deque<Visit> pending) {
    Path path = visit.directory().resolve(segments.get(state).text);
    Optional<FileStatus> status = StatusReader.find(path, LinkOption.NOFOLLOW_LINKS);
    if (status.isPresent() && !alsoFoundByReading(visit, path)) {
      reached(visit, new Reached(path, status, List.of(state + 1), List.of()), found, pending);
    }
  }

  private boolean alsoFoundByReading(Visit visit, Path path) {
    return !PathNames.name(path).equals("..")
        && visit.states().stream()
            .anyMatch(state -> !isEnd(state) && segments.get(state).kind != Kind.LITERAL);
  }

  @Override
  public void look(Visit visit, Path path, List<Found> found, Deque<Visit> pending) {
    String name = PathNames.name(path);
    var recursed = new ArrayList<Integer>();
    var named = new ArrayList<Integer>();
    for (int state : visit.states()) {
      if (isRecursive(state)) {
        recursed.add(state);
      } else if (!isEnd(state) && segments.get(state).matches.test(name)) {
        named.add(state + 1);
      }
    }
    if (!recursed.isEmpty() || !named.isEmpty()) {
      Optional<FileStatus> status = StatusReader.find(path, LinkOption.NOFOLLOW_LINKS);
      reached(visit, new Reached(path, status, named, recursed), found, pending);
    }
  }

  /**
   * Something the pattern has come to.
   *
   * @param named the states it came to by a name of the pattern
   * @param recursed the states it came to by {@code **}
   */
  private record Reached(
      Path path, Optional<FileStatus> status, List<Integer> named, List<Integer> recursed) {

    boolean isLink() {
      return status.filter(FileStatus::isSymbolicLink).isPresent();
    }

    Optional<FileStatus> target() {
      return isLink() ? StatusReader.find(path) : status;
    }
  }

  private void reached(Visit visit, Reached at, List<Found> found, Deque<Visit> pending) {
    Optional<FileStatus> target = at.target();
    boolean directory = target.filter(FileStatus::isDirectory).isPresent();
    var all = new ArrayList<>(at.named);
    all.addAll(at.recursed);
    if (closure(all).stream().anyMatch(this::isEnd) && (directory || !directoriesOnly)) {
      found.add(new Found(at.path, at.status));
    }
    if (directory) {
      // A link that the pattern names is followed; one that ** comes across, as the option says.
      boolean recurse = followLinks || !at.isLink();
      List<Integer> below = closure(recurse ? all : at.named);
      if (below.stream().anyMatch(state -> !isEnd(state)) && !isLoop(below, visit, at, target)) {
        pending.push(new Visit(at.path, below, ancestors(visit, target)));
      }
    }
  }

  private boolean isLoop(
      List<Integer> states, Visit visit, Reached at, Optional<FileStatus> target) {
    return at.isLink()
        && states.stream().anyMatch(this::isRecursive)
        && target.flatMap(FileStatus::key).filter(visit.ancestors()::contains).isPresent();
  }

  private List<Object> ancestors(Visit visit, Optional<FileStatus> target) {
    if (!followLinks) {
      return List.of();
    }
    var ancestors = new ArrayList<>(visit.ancestors());
    if (ancestors.isEmpty()) {
      StatusReader.find(visit.directory()).flatMap(FileStatus::key).ifPresent(ancestors::add);
    }
    target.flatMap(FileStatus::key).ifPresent(ancestors::add);
    return ancestors;
  }

  /** A directory that cannot be read has nothing in it that could be found. */
  @Override
  public void failed(IOException failure) {}
}
