package dev.fairlead.net;

import java.net.SocketOption;
import java.nio.file.Path;

/**
 * Options of {@link Net#createUnixDatagramSocket}.
 *
 * {@snippet file="UnixSnippets.java" region="datagram-options"}
 */
public sealed interface UnixDatagramOptions permits UnixDatagramSettings {

  /** No address of its own: others cannot send to it. */
  static UnixDatagramOptions defaults() {
    return UnixDatagramSettings.DEFAULTS;
  }

  /** Gives the socket an address, so that others can send to it and answer. */
  UnixDatagramOptions withLocalAddress(UnixAddress address);

  /** As {@link #withLocalAddress}, on a path. The file goes when the socket is closed. */
  UnixDatagramOptions withLocalPath(Path path);

  /**
   * Gives the file these permissions, in the form {@code "rw-rw----"}, in place of those of new
   * files. At no time does it have more. For paths only.
   */
  UnixDatagramOptions withMode(String mode);

  /** Sets an option of the socket, before it is bound. */
  <T> UnixDatagramOptions withOption(SocketOption<T> option, T value);
}
