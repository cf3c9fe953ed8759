package dev.fairlead.examples;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What a relay has passed on, in words for its user. Any task may count. */
final class Traffic {

  final LongAdder there = new LongAdder();
  final LongAdder back = new LongAdder();
  final LongAdder connections = new LongAdder();
  final AtomicInteger open = new AtomicInteger();

  private final long startNanos = System.nanoTime();

  /** Everything so far. */
  String total() {
    return there.sum() + " bytes there, " + back.sum() + " back, " + connections.sum() + " times";
  }

  /** What fits into a line that changes all the time. */
  String now() {
    double seconds = Math.max(1e-3, (System.nanoTime() - startNanos) / 1e9);
    double rate = (there.sum() + back.sum()) / seconds;
    return open.get()
        + " open, "
        + amount((double) there.sum())
        + " there, "
        + amount((double) back.sum())
        + " back, "
        + amount(rate)
        + "/s";
  }

  private static String amount(double bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    int unit = 0;
    double left = bytes;
    while (left >= 1024 && unit < units.length - 1) {
      left /= 1024;
      unit++;
    }
    return Math.round(left * 10) / 10.0 + " " + units[unit];
  }
}
