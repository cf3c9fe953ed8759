package dev.fairlead.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads from {@code /proc} who used the processors: the machine as a whole, and single processes.
 *
 * <p>Where there is no {@code /proc}, all answers are zero: nothing then counts as disturbed.
 */
public final class CpuTimes {
  // USER_HZ is 100 on every Linux that the JDK runs on.
  private static final double TICKS_PER_SECOND = 100;
  private static final int FIRST_FIELD_AFTER_NAME = 3;
  private static final int USER_TIME = 14;
  private static final int SYSTEM_TIME = 15;
  private static final int CHILDREN_USER_TIME = 16;
  private static final int CHILDREN_SYSTEM_TIME = 17;

  private CpuTimes() {}

  /** Seconds of processor time that all processes together have used since the machine started. */
  public static double machineSeconds() {
    // "cpu user nice system idle iowait irq softirq steal guest guest_nice"; guest is part of user.
    var line = read(Path.of("/proc/stat")).lines().findFirst().orElse("");
    var fields = line.trim().split(" +", -1);
    double ticks = 0;
    for (int i = 1; i < Math.min(fields.length, 9); i++) {
      boolean idle = i == 4 || i == 5;
      ticks += idle ? 0 : Double.parseDouble(fields[i]);
    }
    return ticks / TICKS_PER_SECOND;
  }

  /** Seconds of processor time that one process has used; 0 once it is gone. */
  public static double processSeconds(long pid) {
    return seconds(pid, USER_TIME, SYSTEM_TIME);
  }

  /** As {@link #processSeconds}, together with those of its children that have ended. */
  public static double familySeconds(long pid) {
    return seconds(pid, USER_TIME, SYSTEM_TIME, CHILDREN_USER_TIME, CHILDREN_SYSTEM_TIME);
  }

  private static double seconds(long pid, int... wanted) {
    var stat = read(Path.of("/proc/" + pid + "/stat"));
    if (stat.isEmpty()) {
      return 0;
    }
    // The name is in parentheses and may contain blanks, so counting starts after it.
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Arrays.stream(wanted)
            .mapToDouble(field -> Double.parseDouble(fields[field - FIRST_FIELD_AFTER_NAME]))
            .sum()
        / TICKS_PER_SECOND;
  }

  /** Resident bytes of one process; 0 once it is gone. */
  public static long residentBytes(long pid) {
    return read(Path.of("/proc/" + pid + "/status"))
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(0);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException _) {
      return ""; // no /proc here, or the process has ended
    } catch (IOException e) {
      return endedWhileReading(e);
    }
  }

  private static String endedWhileReading(IOException e) {
    // ESRCH: the process ended between open and read.
    if (String.valueOf(e.getMessage()).contains("No such process")) {
      return "";
    }
    throw new java.io.UncheckedIOException(e);
  }
}
