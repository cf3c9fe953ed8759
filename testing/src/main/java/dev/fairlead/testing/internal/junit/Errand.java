package dev.fairlead.testing.internal.junit;

import dev.fairlead.Cancelled;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Something the root task of a test does for the thread of JUnit. */
final class Errand {

  /** What is done. */
  @FunctionalInterface
  interface Work {
    /** Runs in the root task. */
    @SuppressWarnings(
        "CatchesEverything") // Lets what unwinds the task go on; the rest is for JUnit.
    void run() throws Throwable;
  }

  private final Work work;
  private final boolean last;
  private final CountDownLatch done = new CountDownLatch(1);

  // Written before done.
  private @Nullable Throwable failure;

  Errand(Work work) {
    this(work, false);
  }

  private Errand(Work work, boolean last) {
    this.work = work;
    this.last = last;
  }

  /** An errand after which the root task takes no other. */
  static Errand last() {
    return new Errand(() -> {}, true);
  }

  /** As {@link #last()}, with something to do. */
  static Errand last(Work work) {
    return new Errand(work, true);
  }

  boolean isLast() {
    return last;
  }

  boolean isDone() {
    return done.getCount() == 0;
  }

  /** Does it. What it throws is for the thread of JUnit, except for what unwinds the task. */
  @SuppressWarnings("CatchesEverything") // Lets what unwinds the task go on; the rest is for JUnit.
  void run() {
    try {
      work.run();
    } catch (Cancelled cancelled) {
      failure = cancelled;
      throw cancelled;
    } catch (Throwable t) {
      failure = t;
    } finally {
      done.countDown();
    }
  }

  boolean await(long nanos) throws InterruptedException {
    return done.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** Throws what the work threw. */
  void rethrow() throws Throwable {
    Throwable thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
  }
}
