package dev.fairlead.file;

import dev.fairlead.file.internal.FileCalls;
import dev.fairlead.file.internal.GlobSelection;
import dev.fairlead.file.internal.Homes;
import dev.fairlead.file.internal.ListSelection;
import dev.fairlead.file.internal.PathNames;
import dev.fairlead.file.internal.RealPaths;
import dev.fairlead.file.internal.Scan;
import dev.fairlead.file.internal.StatusReader;
import dev.fairlead.stream.ObjectReceiveStream;
import dev.fairlead.sync.CapacityLimiter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What can be asked about what is at a path. Nothing here changes anything.
 *
 * {@snippet file="AsyncPathSnippets.java" region="status"}
 *
 * <p>Every question is a checkpoint and goes to a worker thread. One that has started is waited
 * for; with {@link AsyncPath#withAbandon} a cancelled task goes on at once, and the answer is
 * dropped.
 */
public abstract sealed class PathQueries extends PurePath permits PathContents {

  private final FileCalls calls;

  PathQueries(Path path, FileCalls calls) {
    super(path);
    this.calls = calls;
  }

  FileCalls calls() {
    return calls;
  }

  /**
   * Who hands out the tokens; empty for those of the runtime. Paths derived from it have it too.
   */
  public Optional<CapacityLimiter> limiter() {
    return calls.limiter();
  }

  // ---- what is there

  /** Whether there is something. False too if that cannot be known. */
  public boolean exists(LinkOption... links) throws IOException {
    return find(links).isPresent();
  }

  /**
   * What is there.
   *
   * @throws java.nio.file.NoSuchFileException if nothing is
   */
  public FileStatus status(LinkOption... links) throws IOException {
    return calls.look(() -> StatusReader.read(asPath(), links));
  }

  /** What is there; of a link, the link itself. */
  public FileStatus linkStatus() throws IOException {
    return status(LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether there is a directory. */
  public boolean isDirectory(LinkOption... links) throws IOException {
    return is(FileType.DIRECTORY, links);
  }

  /** Whether there is a file with content. */
  public boolean isFile(LinkOption... links) throws IOException {
    return is(FileType.REGULAR, links);
  }

  /** Whether there is a symbolic link. */
  public boolean isSymbolicLink() throws IOException {
    return is(FileType.SYMBOLIC_LINK, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether there is a named pipe. */
  public boolean isFifo() throws IOException {
    return is(FileType.FIFO);
  }

  /** Whether there is a socket. */
  public boolean isSocket() throws IOException {
    return is(FileType.SOCKET);
  }

  /** Whether there is a device that is read in blocks. */
  public boolean isBlockDevice() throws IOException {
    return is(FileType.BLOCK_DEVICE);
  }

  /** Whether there is a device that is read in bytes. */
  public boolean isCharacterDevice() throws IOException {
    return is(FileType.CHARACTER_DEVICE);
  }

  private boolean is(FileType type, LinkOption... links) throws IOException {
    return find(links).filter(status -> status.type() == type).isPresent();
  }

  private Optional<FileStatus> find(LinkOption... links) throws IOException {
    return calls.look(() -> StatusReader.find(asPath(), links));
  }

  /** Whether another file system begins here. */
  public boolean isMount() throws IOException {
    return calls.look(() -> isMount(asPath()));
  }

  private static boolean isMount(Path path) {
    if (path.equals(path.getRoot())) {
      return Files.exists(path);
    }
    Optional<UnixStatus> here =
        StatusReader.find(path, LinkOption.NOFOLLOW_LINKS)
            .filter(FileStatus::isDirectory)
            .flatMap(FileStatus::unix);
    Optional<UnixStatus> above =
        StatusReader.find(path.resolve(".."), LinkOption.NOFOLLOW_LINKS).flatMap(FileStatus::unix);
    return here.isPresent()
        && above.isPresent()
        && (here.get().device() != above.get().device()
            || here.get().inode() == above.get().inode());
  }

  /** Whether there is a junction, as only Windows has. */
  public boolean isJunction() throws IOException {
    return calls.look(() -> isJunction(asPath()));
  }

  private static boolean isJunction(Path path) {
    if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return false;
    }
    try {
      var attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isDirectory() && attributes.isOther();
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether this and another path lead to the same file. */
  public boolean isSameFile(PurePath other) throws IOException {
    return isSameFile(other.asPath());
  }

  /** Whether this and another path lead to the same file. */
  public boolean isSameFile(Path other) throws IOException {
    return calls.look(() -> Files.isSameFile(asPath(), other));
  }

  /** The name of the owner, or the number of one without a name. */
  public String owner(LinkOption... links) throws IOException {
    return calls.look(() -> Files.getOwner(asPath(), links).getName());
  }

  /** The name of the group, or the number of one without a name. */
  public String group(LinkOption... links) throws IOException {
    return calls.look(
        () -> Files.readAttributes(asPath(), PosixFileAttributes.class, links).group().getName());
  }

  // ---- where it leads

  /** What is written in the link. */
  public AsyncPath readLink() throws IOException {
    return derive(calls.look(() -> Files.readSymbolicLink(asPath())));
  }

  /**
   * The absolute path without links and dots.
   *
   * @throws java.nio.file.NoSuchFileException if nothing is there
   */
  public AsyncPath realPath() throws IOException {
    return derive(calls.look(() -> asPath().toRealPath()));
  }

  /** As {@link #realPath}, as far as there is something; the rest is kept. */
  public AsyncPath realPathIfAny() throws IOException {
    return derive(calls.look(() -> RealPaths.lenient(asPath())));
  }

  /**
   * The path with a leading {@code ~} or {@code ~name} replaced by the directory of that user.
   *
   * @throws IOException if it is not known
   */
  public AsyncPath expandUser() throws IOException {
    return derive(calls.look(() -> Homes.expand(asPath())));
  }

  // ---- what is below

  /** Everything in the directory. The stream is to be closed. */
  public PathStream list() {
    return list(UnaryOperator.identity());
  }

  /** As {@link #list()}, with options. */
  public PathStream list(UnaryOperator<ListOptions> options) {
    boolean status = options.apply(ListOptions.defaults()).status();
    return stream("listing of " + this, new ListSelection(asPath(), status));
  }

  /**
   * Everything below that matches a pattern, in which {@code **} as a name stands for any number of
   * directories, or at its end of anything. A slash at its end finds directories only. Directories
   * that cannot be read are passed over. The stream is to be closed.
   *
   * @throws IllegalArgumentException if the pattern is empty or absolute
   */
  public PathStream glob(String pattern) {
    return glob(pattern, UnaryOperator.identity());
  }

  /** As {@link #glob(String)}, with options. */
  public PathStream glob(String pattern, UnaryOperator<GlobOptions> options) {
    return glob(pattern, false, options.apply(GlobOptions.defaults()));
  }

  /** As {@link #glob(String)}, in this directory and all below it. */
  public PathStream rglob(String pattern) {
    return rglob(pattern, UnaryOperator.identity());
  }

  /** As {@link #rglob(String)}, with options. */
  public PathStream rglob(String pattern, UnaryOperator<GlobOptions> options) {
    return glob(pattern, true, options.apply(GlobOptions.defaults()));
  }

  private PathStream glob(String pattern, boolean recursive, GlobOptions options) {
    boolean ignoreCase = options.letters().ignoresCase(asPath().getFileSystem());
    boolean diskIgnoresCase = CaseSensitivity.PLATFORM.ignoresCase(asPath().getFileSystem());
    var letters = new GlobSelection.Letters(ignoreCase, ignoreCase == diskIgnoresCase);
    var selection = new GlobSelection(asPath(), pattern, recursive, letters, options.followLinks());
    return stream("search for " + pattern + " in " + this, selection);
  }

  private PathStream stream(String name, Scan.Selection selection) {
    return new PathStream(name, this, calls, new Scan(selection));
  }

  /** This directory and those below it, each with what is in it. The stream is to be closed. */
  public ObjectReceiveStream<WalkedDirectory> walk() {
    return walk(UnaryOperator.identity());
  }

  /** As {@link #walk()}, with options. */
  public ObjectReceiveStream<WalkedDirectory> walk(UnaryOperator<WalkOptions> options) {
    return new WalkStream(derive(asPath()), options.apply(WalkOptions.defaults()));
  }

  /**
   * What happens in this directory from now on, as far as the file system tells. The stream is to
   * be closed; it ends when the directory is gone. A cancelled receive has lost nothing. A
   * checkpoint.
   *
   * {@snippet file="AsyncPathSnippets.java" region="watch"}
   */
  public ObjectReceiveStream<PathChange> watch() throws IOException {
    return PathWatch.of(derive(asPath()));
  }

  static Path parse(String first, String... more) {
    return PathNames.parse(java.nio.file.FileSystems.getDefault(), first, more);
  }
}
