package dev.fairlead;

import java.io.IOException;

/** Bodies that do not return. */
final class Bodies {

  /** What {@link #fail} throws. */
  final IOException failure = new IOException("broken");

  Integer fail() throws IOException {
    throw failure;
  }

  static Integer waitForEver() {
    Fairlead.sleepForever();
    return -1;
  }
}
