package dev.fairlead.testing.bugs;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.WaitQueue;
import dev.fairlead.lowlevel.WaitReason;

/** A lock, right or wrong. */
final class FlawedLock {

  private static final WaitReason REASON = () -> "a lock";

  private final Flaw flaw;
  private final WaitQueue waiting = new WaitQueue();
  private boolean held;

  FlawedLock(Flaw flaw) {
    this.flaw = flaw;
  }

  void acquire() {
    Checkpoints.checkpoint();
    while (held) {
      switch (flaw) {
        case NO_SECOND_LOOK -> {
          Checkpoints.interleave();
          waiting.await(REASON);
        }
        case WAKE_IS_NOT_OWNERSHIP -> {
          waiting.await(REASON);
          held = true;
          return;
        }
        default -> waiting.awaitWhile(() -> held, REASON);
      }
    }
    if (flaw == Flaw.LOOK_THEN_TAKE) {
      Checkpoints.interleave();
    }
    held = true;
  }

  void release() {
    if (flaw == Flaw.WAKES_BEFORE_FREE) {
      waiting.wakeOne();
      Checkpoints.interleave();
      held = false;
    } else {
      held = false;
      waiting.wakeOne();
    }
  }
}
