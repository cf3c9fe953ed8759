package dev.fairlead.net.internal.nio;

import dev.fairlead.net.UnixAddress;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/** Addresses of UNIX sockets as the JDK knows them: paths that are not too long. */
final class UnixPaths {

  /*
   * Linux has room for 108 bytes, other systems for 104. The JDK keeps one for the zero at the end,
   * and uses one less than that.
   */
  private static final int LONGEST = isLinux() ? 106 : 102;

  private UnixPaths() {}

  private static boolean isLinux() {
    return System.getProperty("os.name", "").startsWith("Linux");
  }

  static UnixDomainSocketAddress toJdk(UnixAddress address) {
    Path path =
        address
            .path()
            .orElseThrow(() ->
                new UnsupportedOperationException(
                    "a stream over an address without a path is not supported: " + address));
    return UnixDomainSocketAddress.of(checked(path));
  }

  /**
   * Returns the path.
   *
   * @throws IllegalArgumentException if it is too long for the address of a socket
   */
  static Path checked(Path path) {
    int length = RawPaths.bytesOf(path).length;
    if (length > LONGEST) {
      throw new IllegalArgumentException(
          "the path of a UNIX socket has at most "
              + LONGEST
              + " bytes, this one "
              + length
              + ": "
              + path
              + "; use a directory with a shorter name");
    }
    return path;
  }

  /** Whether a refusal to connect means that too many connections wait to be accepted. */
  static boolean isBacklogFull(IOException refusal) {
    return String.valueOf(refusal.getMessage()).contains("temporarily unavailable");
  }
}
