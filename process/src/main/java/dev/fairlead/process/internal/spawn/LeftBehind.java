package dev.fairlead.process.internal.spawn;

import dev.fairlead.Fairlead;
import java.io.IOException;
import java.time.Duration;

/**
 * What a process has left behind when it has ended. They are not our children, so their ends have
 * to be looked for.
 */
interface LeftBehind {

  /** Between two looks. */
  Duration PAUSE = Duration.ofMillis(10);

  /** How long what was killed is waited for. */
  Duration LIMIT_AFTER_KILL = Duration.ofSeconds(2);

  /** Whether any of them has not ended. */
  boolean anyIsLeft() throws IOException;

  /** Ends those that are left, and what they have started meanwhile. */
  void killThoseLeft() throws IOException;

  /** Waits for those that were asked to end, and kills those that do not. */
  default void end(Duration grace) throws IOException {
    if (!haveEndedWithin(grace)) {
      killThoseLeft();
      boolean _ = haveEndedWithin(LIMIT_AFTER_KILL);
    }
  }

  private boolean haveEndedWithin(Duration limit) throws IOException {
    var deadline = Fairlead.currentTime().plus(limit);
    while (anyIsLeft()) {
      if (!Fairlead.currentTime().isBefore(deadline)) {
        return false;
      }
      Fairlead.sleep(PAUSE);
    }
    return true;
  }
}
