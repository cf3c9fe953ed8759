package dev.fairlead.benchmarks.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Lets this process read no more than 400 pieces a second from the disk that a file is on, as if
 * the disk could do no more: by a control group of its own. Linux, as root, where the groups for
 * block devices are of the first version.
 */
final class SlowDisk implements AutoCloseable {

  private static final Path GROUPS = Path.of("/sys/fs/cgroup/blkio");
  private static final String MEMBERS = "cgroup.procs";
  private static final String LIMIT = "blkio.throttle.read_bps_device";
  private static final int PIECES_PER_SECOND = 400;

  private final String process;
  private final Path group;

  private SlowDisk(String process) {
    this.process = process;
    this.group = GROUPS.resolve("fairlead-" + process);
  }

  /** Whether this machine and its rights allow for it. */
  static boolean isPossible() {
    return Files.isWritable(GROUPS.resolve(MEMBERS)) && Files.exists(GROUPS.resolve(LIMIT));
  }

  /** Begins. */
  static SlowDisk holding(Path file) throws IOException {
    var slow = new SlowDisk(Long.toString(ProcessHandle.current().pid()));
    Files.createDirectory(slow.group);
    boolean limited = false;
    try {
      String bytes = Integer.toString(PIECES_PER_SECOND * Reading.PIECE);
      Files.writeString(slow.group.resolve(LIMIT), deviceOf(file) + " " + bytes);
      slow.moveTo(slow.group);
      limited = true;
      return slow;
    } finally {
      if (!limited) {
        slow.close();
      }
    }
  }

  /** Its two numbers, which the kernel packs into one. */
  private static String deviceOf(Path file) throws IOException {
    long device = (long) Files.getAttribute(file, "unix:dev");
    return String.format(
        Locale.ROOT, "%d:%d", (device >> 8) & 0xfff, (device & 0xff) | ((device >> 12) & 0xfff00));
  }

  private void moveTo(Path other) throws IOException {
    Files.writeString(other.resolve(MEMBERS), process);
  }

  @Override
  public void close() throws IOException {
    moveTo(GROUPS);
    Files.delete(group);
  }
}
