package dev.fairlead;

import java.util.List;

/** What tasks of groups do in tests, and what is seen of it. */
final class Members {

  private Members() {}

  /** Waits until it is cancelled, and says so. */
  static void recordEnd(List<String> trail, String who) {
    try {
      Fairlead.sleepForever();
    } finally {
      trail.add(who);
    }
  }

  static void throwIllegalState(String message) {
    throw new IllegalStateException(message);
  }

  static List<String> messages(ExceptionGroup group) {
    return group.exceptions().stream().map(Throwable::getMessage).toList();
  }
}
