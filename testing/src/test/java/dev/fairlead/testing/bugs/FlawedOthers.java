package dev.fairlead.testing.bugs;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.WaitQueue;

/** Smaller primitives, right or wrong. */
final class FlawedOthers {

  private FlawedOthers() {}

  /** Something that happens once. */
  static final class Event {
    private final Flaw flaw;
    private final WaitQueue waiting = new WaitQueue();
    private boolean set;

    Event(Flaw flaw) {
      this.flaw = flaw;
    }

    void set() {
      if (flaw == Flaw.WAKES_BEFORE_SET) {
        waiting.wakeAll();
        Checkpoints.interleave();
      }
      set = true;
      if (flaw != Flaw.WAKES_BEFORE_SET) {
        waiting.wakeAll();
      }
    }

    void await() {
      waiting.awaitWhile(() -> !set, () -> "an event");
    }
  }

  /** Lets tasks through when all have come. */
  static final class Barrier {
    private final Flaw flaw;
    private final int parties;
    private final WaitQueue waiting = new WaitQueue();
    private int arrived;
    private int generation;

    Barrier(Flaw flaw, int parties) {
      this.flaw = flaw;
      this.parties = parties;
    }

    void arrive() {
      int mine = generation;
      arrived++;
      if (arrived == parties) {
        arrived = 0;
        generation++;
        waiting.wakeAll();
      } else if (flaw == Flaw.NO_GENERATION) {
        waiting.awaitWhile(() -> arrived > 0, () -> "the others");
      } else {
        waiting.awaitWhile(() -> generation == mine, () -> "the others");
      }
    }
  }

  /** Readers, or a writer. */
  static final class ReadWriteLock {
    private final Flaw flaw;
    private final WaitQueue waiting = new WaitQueue();
    private int readers;
    private boolean writing;

    ReadWriteLock(Flaw flaw) {
      this.flaw = flaw;
    }

    void read(Runnable body) {
      waiting.awaitWhile(() -> writing, () -> "the writer");
      if (flaw == Flaw.READER_SLIPS_IN) {
        Checkpoints.interleave();
      }
      readers++;
      body.run();
      readers--;
      waiting.wakeAll();
    }

    void write(Runnable body) {
      waiting.awaitWhile(() -> writing || readers > 0, () -> "the readers");
      writing = true;
      body.run();
      writing = false;
      waiting.wakeAll();
    }
  }

  /** A value that is made when it is first needed. */
  static final class Lazy {
    private final Flaw flaw;
    private boolean made;
    private int times;

    Lazy(Flaw flaw) {
      this.flaw = flaw;
    }

    int times() {
      return times;
    }

    void get() {
      if (!made) {
        if (flaw == Flaw.MADE_TWICE) {
          Checkpoints.interleave();
        }
        times++;
        made = true;
      }
    }
  }
}
