package dev.fairlead.net;

import java.net.SocketOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * Options of {@link Net#createUnixListener}.
 *
 * {@snippet file="UnixSnippets.java" region="listen"}
 */
public sealed interface UnixListenOptions permits UnixListenSettings {

  /** The permissions the system gives new files, the longest backlog, the file goes on close. */
  static UnixListenOptions defaults() {
    return UnixListenSettings.DEFAULTS;
  }

  /**
   * Gives the file these permissions; there is no moment in which it has others. For paths only: to
   * an abstract name everybody can connect.
   */
  UnixListenOptions withMode(Set<PosixFilePermission> mode);

  /** As {@link #withMode(Set)}, in the form {@code "rw-rw----"}. */
  UnixListenOptions withMode(String mode);

  /** Leaves the file in place when the listener is closed. */
  UnixListenOptions withFileKept();

  /** Limits how many connections may wait to be accepted. */
  UnixListenOptions withBacklog(int backlog);

  /**
   * Lets the connections carry descriptors, see {@link UnixSocketStream#sendFds}, and tell the
   * number of the peer's process. It then goes through native code; Linux only.
   */
  UnixListenOptions withDescriptors();

  /** Sets an option of the listening socket, before it is bound. */
  <T> UnixListenOptions withOption(SocketOption<T> option, T value);
}
