package dev.fairlead.net.internal.unix;

import dev.fairlead.net.UnixAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The permissions of the file of a socket that cannot be bound elsewhere first. */
final class SocketMode {

  /*
   * Linux gives the file the mode that the socket has when it is bound, without what the umask of
   * the process forbids. So nobody ever finds more than was asked for. The rest is added later.
   */

  private static final char NOT_ALLOWED = '-';

  private SocketMode() {}

  /** Binds a socket, so that at no time its file has more permissions than these. */
  static void bind(int number, Path path, Set<PosixFilePermission> mode) throws IOException {
    Libc.setMode(number, bits(mode));
    Messages.bind(number, UnixAddress.of(path));
    if (!Files.getPosixFilePermissions(path).equals(mode)) {
      var _ = Files.setPosixFilePermissions(path, mode);
    }
  }

  private static int bits(Set<PosixFilePermission> mode) {
    String text = PosixFilePermissions.toString(mode);
    int bits = 0;
    for (int i = 0; i < text.length(); i++) {
      bits = 2 * bits + (text.charAt(i) == NOT_ALLOWED ? 0 : 1);
    }
    return bits;
  }
}
