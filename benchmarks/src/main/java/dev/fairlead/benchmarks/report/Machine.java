package dev.fairlead.benchmarks.report;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

/** Says on what a result was measured, without which a number means nothing. */
final class Machine {

  private Machine() {}

  static String describe() {
    return String.format(
        Locale.ROOT,
        "%s, JDK %s, %s %s, %d processors",
        LocalDate.now(ZoneId.systemDefault()),
        Runtime.version(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.getRuntime().availableProcessors());
  }
}
