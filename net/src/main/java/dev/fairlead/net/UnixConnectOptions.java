package dev.fairlead.net;

import java.net.SocketOption;

/**
 * Options of {@link Net#connectUnix} and {@link Net#createUnixSocketPair}.
 *
 * {@snippet file="UnixSnippets.java" region="credentials"}
 */
public sealed interface UnixConnectOptions permits UnixConnectSettings {

  /** Nothing special. */
  static UnixConnectOptions defaults() {
    return UnixConnectSettings.DEFAULTS;
  }

  /**
   * Lets the connection carry descriptors, see {@link UnixSocketStream#sendFds}, and tell the
   * number of the peer's process. It then goes through native code; Linux only.
   */
  UnixConnectOptions withDescriptors();

  /** Sets an option of the socket, before it is connected. */
  <T> UnixConnectOptions withOption(SocketOption<T> option, T value);
}
