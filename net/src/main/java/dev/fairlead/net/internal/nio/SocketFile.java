package dev.fairlead.net.internal.nio;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** The file of a UNIX socket: whose it is, and how it is removed without hurting anybody. */
public final class SocketFile {

  private static final int TYPE_MASK = 0170000;
  private static final int SOCKET_TYPE = 0140000;

  private static final int MOST_MOMENTS = 8;
  private static final long MOMENT_NANOS = 1_000_000;

  // The columns of Linux's list of UNIX sockets, and what they say of one that is bound and no
  // more.
  private static final Path SOCKETS = Path.of("/proc/net/unix");
  private static final int FLAGS = 3;
  private static final int STATE = 5;
  private static final int NAME = 7;
  private static final String NOT_LISTENING = "00000000";
  private static final String UNCONNECTED = "01";

  private SocketFile() {}

  /**
   * What tells one file from another that has the same path at some time; empty if there is none.
   * Once a file is gone and its socket is closed, a new file may look the same.
   */
  public static Optional<Object> identity(Path path) throws IOException {
    return look(path).map(Seen::identity);
  }

  /** What was seen of a file at one time. */
  private record Seen(Object identity, int mode) {

    boolean isSocket() {
      return (mode & TYPE_MASK) == SOCKET_TYPE;
    }
  }

  /** Looks once: at the next look it may be gone, or another file. */
  private static Optional<Seen> look(Path path) throws IOException {
    try {
      Map<String, Object> seen =
          Files.readAttributes(path, "unix:ino,dev,mode", LinkOption.NOFOLLOW_LINKS);
      var mode = (Integer) Objects.requireNonNull(seen.get("mode"));
      return Optional.of(new Seen(seen.get("ino") + "@" + seen.get("dev"), mode));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * As {@link #identity}, of a file that was just made: who came to remove a stale one may hold it
   * for a moment, to look at it.
   */
  static Optional<Object> identityOfNew(Path path) throws IOException {
    Optional<Object> found = identity(path);
    for (int i = 0; i < MOST_MOMENTS && found.isEmpty(); i++) {
      LockSupport.parkNanos(MOMENT_NANOS);
      found = identity(path);
    }
    return found;
  }

  /** Removes the file of a socket that is still open, if it is still the same. */
  public static void removeIfStill(Path path, Object identity) throws IOException {
    if (identity(path).filter(identity::equals).isPresent()) {
      Files.deleteIfExists(path);
    }
  }

  /**
   * Removes a socket file on which nobody listens.
   *
   * @throws BindException if somebody listens, or if it is not the file of a socket
   */
  public static void removeStale(Path path) throws IOException {
    removeStale(path, file -> somebodyListens(file) || isAboutToListen(path));
  }

  /** Finds out whether a socket file is in use. */
  @FunctionalInterface
  public interface Probe {
    /** Whether somebody would be hurt if the file went. */
    boolean isInUse(Path path) throws IOException;
  }

  /** As {@link #removeStale(Path)}, for another type of socket. */
  public static void removeStale(Path path, Probe probe) throws IOException {
    Seen seen = look(path).orElse(null);
    if (seen == null) {
      return;
    }
    if (!seen.isSocket()) {
      throw new BindException(
          "Address already in use: there is a file that is not a socket; remove it yourself");
    }
    if (probe.isInUse(path)) {
      throw new BindException("Address already in use: another process listens there");
    }
    removeExactly(path, seen.identity(), probe);
  }

  private static boolean somebodyListens(Path path) throws IOException {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false);
      var _ = probe.connect(UnixDomainSocketAddress.of(path));
      return true;
    } catch (ConnectException e) {
      return false;
    } catch (SocketException e) {
      // The backlog is full, or it is a socket of another type: not ours to remove.
      return !String.valueOf(e.getMessage()).contains("No such file");
    }
  }

  /**
   * Whether somebody has bound a socket and does not listen yet, for which it refuses connections
   * as a stale file does. Linux lists the sockets that are bound; those that listen, and those of
   * connections, tell nothing about the file.
   */
  private static boolean isAboutToListen(Path path) throws IOException {
    if (!Files.isReadable(SOCKETS)) {
      return false;
    }
    return new String(Files.readAllBytes(SOCKETS), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split(" +", NAME + 1))
        .anyMatch(fields ->
            fields.length > NAME
                && fields[NAME].equals(path.toString())
                && fields[FLAGS].equals(NOT_LISTENING)
                && fields[STATE].equals(UNCONNECTED));
  }

  /**
   * Removes the very file that was looked at. Another process may do the same and have put its own
   * file there meanwhile; so it is moved away first, looked at once more, and put back if it is not
   * the one, or looks the same and is in use.
   */
  private static void removeExactly(Path path, Object identity, Probe probe) throws IOException {
    Path aside = path.resolveSibling("." + randomName());
    try {
      Files.move(path, aside);
    } catch (NoSuchFileException e) {
      return;
    }
    try {
      if (identity(aside).filter(identity::equals).isEmpty() || probe.isInUse(aside)) {
        putBack(aside, path);
      }
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static void putBack(Path aside, Path path) throws IOException {
    try {
      Files.createLink(path, aside);
    } catch (FileAlreadyExistsException e) {
      throw new BindException("Address already in use: several processes fight for it");
    }
  }

  /** A short name that is probably free. */
  static String randomName() {
    return Integer.toString(
        ThreadLocalRandom.current().nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36);
  }
}
