package dev.fairlead.benchmarks.report;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as people read them: three digits that count, and k or M for the rest. */
final class Numbers {

  private Numbers() {}

  static String human(double value) {
    double size = Math.abs(value);
    if (size >= 1e6) {
      return format(value / 1e6) + "M";
    }
    return size >= 10_000 ? format(value / 1e3) + "k" : format(value);
  }

  static String human(OptionalDouble value) {
    return value.isPresent() ? human(value.getAsDouble()) : "-";
  }

  static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? ratio(ratio.getAsDouble()) : "-";
  }

  static String ratio(double ratio) {
    return Double.isNaN(ratio) ? "-" : String.format(Locale.ROOT, "%.2f", ratio);
  }

  private static String format(double value) {
    double size = Math.abs(value);
    int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
