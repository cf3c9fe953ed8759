package dev.fairlead.net.internal.unix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Linux says of a file that this process has open.
 *
 * @param path leads to the very file, even if it has no name any more
 * @param flags what it was opened for
 */
record OpenedFile(Path path, int flags, long position) {

  private static final int ACCESS_MODE = 3;
  private static final int READ_ONLY = 0;
  private static final int WRITE_ONLY = 1;
  private static final int OCTAL = 8;

  static OpenedFile of(int number) throws IOException {
    Path info = Path.of("/proc/self/fdinfo", Integer.toString(number));
    int flags = 0;
    long position = 0;
    for (String line : Files.readAllLines(info)) {
      if (line.startsWith("flags:")) {
        flags = Integer.parseInt(line.substring("flags:".length()).strip(), OCTAL);
      } else if (line.startsWith("pos:")) {
        position = Long.parseLong(line.substring("pos:".length()).strip());
      }
    }
    return new OpenedFile(Path.of("/proc/self/fd", Integer.toString(number)), flags, position);
  }

  boolean isReadOnly() {
    return (flags & ACCESS_MODE) == READ_ONLY;
  }

  boolean isWriteOnly() {
    return (flags & ACCESS_MODE) == WRITE_ONLY;
  }
}
