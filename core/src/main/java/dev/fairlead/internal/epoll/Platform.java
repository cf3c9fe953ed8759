package dev.fairlead.internal.epoll;

import java.util.Locale;

/** A system and a processor, of which this package knows some. */
record Platform(String system, String processor) {

  static final Platform CURRENT =
      new Platform(
          System.getProperty("os.name"), System.getProperty("os.arch").toLowerCase(Locale.ROOT));

  private boolean isX86() {
    return processor.equals("amd64") || processor.equals("x86_64");
  }

  /**
   * Makes sure that the constants of this package are those of the system.
   *
   * @throws IllegalStateException if they are not
   */
  void ensureSupported() {
    if (!system.equals("Linux") || !(isX86() || processor.equals("aarch64"))) {
      throw new IllegalStateException(
          "native sockets need Linux on x86-64 or aarch64, and this is "
              + system
              + " on "
              + processor
              + "; leave out withNativeSockets()");
    }
  }

  /** The size of a {@code struct epoll_event}, which is packed on x86-64 only. */
  int eventSize() {
    return isX86() ? 12 : 16;
  }

  /** Where in a {@code struct epoll_event} that is what the caller may choose. */
  int eventDataOffset() {
    return isX86() ? 4 : 8;
  }
}
