package dev.fairlead.net.internal.nio;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The file of a UNIX socket: whose it is, and how it is removed without hurting anybody. */
public final class SocketFile {

  private static final int TYPE_MASK = 0170000;
  private static final int SOCKET_TYPE = 0140000;

  private SocketFile() {}

  /** What tells one file from another that later has the same path; empty if there is none. */
  public static Optional<Object> identity(Path path) throws IOException {
    try {
      return Optional.of(
          Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS)
              + "@"
              + Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS)
              + "@"
              + Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Removes the file if it is still the same. */
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
    removeStale(path, SocketFile::somebodyListens);
  }

  /** Finds out whether a socket file is in use. */
  @FunctionalInterface
  public interface Probe {
    /** Whether somebody would be hurt if the file went. */
    boolean isInUse(Path path) throws IOException;
  }

  /** As {@link #removeStale(Path)}, for another type of socket. */
  public static void removeStale(Path path, Probe probe) throws IOException {
    Optional<Object> seen = identity(path);
    if (seen.isEmpty()) {
      return;
    }
    ensureSocket(path);
    if (probe.isInUse(path)) {
      throw new BindException("Address already in use: another process listens there");
    }
    removeExactly(path, seen.get());
  }

  private static void ensureSocket(Path path) throws IOException {
    Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    if (((Integer) mode & TYPE_MASK) != SOCKET_TYPE) {
      throw new BindException(
          "Address already in use: there is a file that is not a socket; remove it yourself");
    }
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
   * Removes the very file that was looked at. Another process may do the same and have put its own
   * file there meanwhile; so it is moved away first, looked at once more, and put back if it is not
   * the one.
   */
  private static void removeExactly(Path path, Object identity) throws IOException {
    Path aside = path.resolveSibling("." + randomName());
    try {
      Files.move(path, aside);
    } catch (NoSuchFileException e) {
      return;
    }
    if (!sameInode(aside, identity)) {
      putBack(aside, path);
    }
    Files.deleteIfExists(aside);
  }

  /** Moving changes the time of change, and nothing else. */
  private static boolean sameInode(Path aside, Object identity) throws IOException {
    return identity(aside)
        .map(found -> withoutTime(found).equals(withoutTime(identity)))
        .orElse(false);
  }

  private static String withoutTime(Object identity) {
    String text = Objects.toString(identity);
    return text.substring(0, text.lastIndexOf('@'));
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
