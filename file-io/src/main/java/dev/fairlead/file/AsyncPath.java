package dev.fairlead.file;

import dev.fairlead.file.internal.FileCalls;
import dev.fairlead.file.internal.FileUris;
import dev.fairlead.file.internal.Homes;
import dev.fairlead.file.internal.TreeDeletion;
import dev.fairlead.sync.CapacityLimiter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.UnaryOperator;

/**
 * A path, and everything that can be done with what is there.
 *
 * {@snippet file="AsyncPathSnippets.java" region="contents"}
 *
 * <p>It holds a {@link Path} of the JDK, goes in and out of one at no cost, and never changes. A
 * limiter, once given, is handed on to every path and file that is derived from it.
 *
 * <p><b>Cancellation.</b> Everything that looks at a disk is a checkpoint and runs on a worker
 * thread. What has started is waited for, so nothing is left half done; what consists of many steps
 * (listing, copying and deleting trees) ends between two of them. {@link #withAbandon} leaves
 * questions and the reading of whole files behind instead; what changes something is always waited
 * for.
 */
public final class AsyncPath extends PathContents {

  private final PathInfo info = new PathInfo(this);

  AsyncPath(Path path, FileCalls calls) {
    super(path, calls);
  }

  /** A path of text. Single dots mean nothing and are left out. */
  public static AsyncPath of(String first, String... more) {
    return new AsyncPath(parse(first, more), FileCalls.DEFAULTS);
  }

  /** A path of the JDK, also of another file system than the default one. */
  public static AsyncPath of(Path path) {
    return new AsyncPath(path, FileCalls.DEFAULTS);
  }

  /**
   * The path of a {@code file:} URI.
   *
   * @throws IllegalArgumentException if it is none, not absolute, or of a file on another machine
   */
  public static AsyncPath ofUri(String uri) {
    return of(FileUris.parse(FileSystems.getDefault(), uri));
  }

  /** The working directory of this process. */
  public static AsyncPath cwd() {
    return of(Path.of("").toAbsolutePath());
  }

  /** The directory of the user who runs this process. */
  public static AsyncPath home() {
    return of(Homes.own(FileSystems.getDefault()));
  }

  /** This path with another limiter. */
  public AsyncPath withLimiter(CapacityLimiter limiter) {
    return new AsyncPath(asPath(), calls().withLimiter(limiter));
  }

  /**
   * This path, but cancelled tasks do not wait for questions that were asked and for files that are
   * read as a whole. These end in the background and keep their tokens until then.
   */
  public AsyncPath withAbandon() {
    return new AsyncPath(asPath(), calls().withAbandon());
  }

  @Override
  AsyncPath derive(Path changed) {
    return new AsyncPath(changed, calls());
  }

  /** What is there, as it was when it was first asked for. */
  public PathInfo info() {
    return info;
  }

  // ---- names

  /**
   * Gives what is here another path, on the same file system.
   *
   * @return the new path
   * @throws FileAlreadyExistsException if there is something already; {@link #replace} would
   *     replace it
   */
  public AsyncPath rename(PurePath target) throws IOException {
    return rename(target.asPath());
  }

  /** As {@link #rename(PurePath)}. */
  public AsyncPath rename(Path target) throws IOException {
    calls()
        .run(() -> {
          if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
              && !Files.isSameFile(asPath(), target)) {
            throw new FileAlreadyExistsException(target.toString());
          }
          Files.move(asPath(), target, StandardCopyOption.ATOMIC_MOVE);
        });
    return derive(target);
  }

  /**
   * Gives what is here another path, on the same file system, in one step; a file that is there is
   * replaced.
   *
   * @return the new path
   */
  public AsyncPath replace(PurePath target) throws IOException {
    return replace(target.asPath());
  }

  /** As {@link #replace(PurePath)}. */
  public AsyncPath replace(Path target) throws IOException {
    calls().run(() -> Files.move(asPath(), target, StandardCopyOption.ATOMIC_MOVE));
    return derive(target);
  }

  /** Makes this path another name of a file that is there. */
  public void hardLinkTo(PurePath target) throws IOException {
    calls().run(() -> Files.createLink(asPath(), target.asPath()));
  }

  /** Makes this path a link to another one, which need not lead anywhere. */
  public void symlinkTo(String target) throws IOException {
    calls().run(() -> Files.createSymbolicLink(asPath(), asPath().getFileSystem().getPath(target)));
  }

  /** As {@link #symlinkTo(String)}. */
  public void symlinkTo(PurePath target) throws IOException {
    calls().run(() -> Files.createSymbolicLink(asPath(), target.asPath()));
  }

  // ---- making and deleting

  /**
   * Makes a directory.
   *
   * @throws FileAlreadyExistsException if something is there already
   */
  public void mkdir() throws IOException {
    mkdir(UnaryOperator.identity());
  }

  /** As {@link #mkdir()}, with options. */
  public void mkdir(UnaryOperator<MkdirOptions> options) throws IOException {
    MkdirOptions chosen = options.apply(MkdirOptions.defaults());
    calls().run(() -> Making.directory(asPath(), chosen));
  }

  /** Makes a file if there is none, or sets the time of the last change to now. */
  public void touch() throws IOException {
    touch(0666);
  }

  /** As {@link #touch()}, with the permissions of a new file before the mask of the process. */
  public void touch(int mode) throws IOException {
    calls().run(() -> Making.touch(asPath(), mode));
  }

  /**
   * Makes an empty file.
   *
   * @throws FileAlreadyExistsException if something is there already
   */
  public void createFile() throws IOException {
    createFile(0666);
  }

  /** As {@link #createFile()}, with permissions before the mask of the process. */
  public void createFile(int mode) throws IOException {
    calls().run(() -> Making.file(asPath(), mode));
  }

  /** Deletes a file or a link. */
  public void unlink() throws IOException {
    calls().run(() -> Making.unlink(asPath()));
  }

  /**
   * Deletes a file or a link, if there is one.
   *
   * @return whether there was one
   */
  public boolean unlinkIfExists() throws IOException {
    return calls().call(() -> Making.unlinkIfExists(asPath()));
  }

  /** Deletes an empty directory. */
  public void rmdir() throws IOException {
    calls().run(() -> Making.rmdir(asPath()));
  }

  /**
   * Deletes whatever is here, with everything in it; does nothing if there is nothing. Links are
   * deleted and never followed, also if somebody puts one in the way meanwhile. What cannot be
   * deleted does not keep the rest from being deleted: the first failure is thrown at the end, with
   * the others suppressed. Can be cancelled between two batches.
   */
  public void deleteTree() throws IOException {
    Making.deleteTree(calls(), new TreeDeletion(asPath()));
  }

  /** Sets the permissions, as a number such as octal 644; other bits of the mode too. */
  public void chmod(int mode, LinkOption... links) throws IOException {
    calls().run(() -> Making.chmod(asPath(), mode, links));
  }

  /** As {@link #chmod}, but refuses links, which have no permissions of their own. */
  public void lchmod(int mode) throws IOException {
    chmod(mode, LinkOption.NOFOLLOW_LINKS);
  }

  // ---- trees

  /**
   * Copies a file or a tree to a path, across file systems too. A file that is there is replaced in
   * one step; a directory must not be there. A copy that is cancelled or fails leaves the files
   * that are complete, and no part of one.
   *
   * @return the new path
   */
  public AsyncPath copy(PurePath target) throws IOException {
    return copy(target, UnaryOperator.identity());
  }

  /** As {@link #copy(PurePath)}, with options. */
  public AsyncPath copy(PurePath target, UnaryOperator<CopyOptions> options) throws IOException {
    AsyncPath there = derive(target.asPath());
    new TreeCopy(calls(), options.apply(CopyOptions.defaults())).copy(this, there);
    return there;
  }

  /** As {@link #copy(PurePath)}, into a directory, under the same name. */
  public AsyncPath copyInto(PurePath directory) throws IOException {
    return copyInto(directory, UnaryOperator.identity());
  }

  /** As {@link #copyInto(PurePath)}, with options. */
  public AsyncPath copyInto(PurePath directory, UnaryOperator<CopyOptions> options)
      throws IOException {
    return copy(inside(directory), options);
  }

  /**
   * Moves a file or a tree to a path: renames it where that is possible, and otherwise copies it
   * with metadata and links, and deletes it here. A file that is there is replaced.
   *
   * @return the new path
   */
  public AsyncPath move(PurePath target) throws IOException {
    return move(target, UnaryOperator.identity());
  }

  /**
   * As {@link #move(PurePath)}, with options. Links are moved as links and metadata go along in any
   * case. Progress is told while files are copied: a tree that only gets another name makes none. A
   * move that is cancelled or fails while it copies leaves everything here.
   */
  public AsyncPath move(PurePath target, UnaryOperator<CopyOptions> options) throws IOException {
    return TreeMove.move(this, derive(target.asPath()), options.apply(CopyOptions.defaults()));
  }

  /** As {@link #move(PurePath)}, into a directory, under the same name. */
  public AsyncPath moveInto(PurePath directory) throws IOException {
    return moveInto(directory, UnaryOperator.identity());
  }

  /** As {@link #moveInto(PurePath)}, with options. */
  public AsyncPath moveInto(PurePath directory, UnaryOperator<CopyOptions> options)
      throws IOException {
    return move(inside(directory), options);
  }

  private AsyncPath inside(PurePath directory) {
    if (name().isEmpty()) {
      throw new IllegalArgumentException("\"" + this + "\" has no name to keep");
    }
    return derive(directory.asPath().resolve(name()));
  }
}
