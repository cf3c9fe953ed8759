package dev.fairlead.internal.loop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * A loop whose platform thread also runs the tasks it wakes, one at a time, first come first
 * served.
 */
final class CarrierLoop extends SelectorLoop implements Executor {

  /*
   * A virtual thread that a task has started by itself inherits this scheduler, and may outlive the
   * runtime. What it has left to run then goes to the common pool.
   */

  // How many tasks run at least before channels and timers are looked at again. All that were ready
  // do: their channels would be found ready once more, in vain. That cost a third of the rate with
  // a thousand busy connections.
  private static final int MIN_BATCH = 64;

  private static final VarHandle TURN;

  static {
    try {
      TURN = MethodHandles.lookup().findVarHandle(CarrierLoop.class, "turn", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // Any thread.
  private final Submissions submissions = new Submissions();

  // Loop thread only.
  private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
  private final AdaptivePolling polling;
  private boolean looksSoon; // at channels and timers, whatever else there is to run

  // Written by the loop thread. Others may see an older one: never their own, unless they are it.
  private @Nullable Thread mounted;
  private long turn; // odd while a task runs

  CarrierLoop(LoopClock clock, String threadName, Duration pollingBound) {
    super(clock, loop -> Thread.ofPlatform().name(threadName).daemon().unstarted(loop));
    this.polling = new AdaptivePolling(clock::nanoTime, pollingBound);
  }

  // ---- any thread

  /** Runs something on the thread of this loop. */
  @Override
  public void execute(Runnable runnable) {
    if (isOnLoop()) {
      ready.addLast(runnable);
    } else if (submissions.add(runnable)) {
      wake();
    } else {
      ForkJoinPool.commonPool().execute(runnable);
    }
  }

  @SuppressWarnings("ReferenceEquality") // this very thread
  private boolean isOnLoop() {
    Thread current = Thread.currentThread();
    return current == mounted || current == thread();
  }

  /** The thread of the task that runs now; null if none does, or one that is no task. */
  @Nullable Thread mounted() {
    return mounted;
  }

  /** Grows when a task begins or ends to run, and is odd in between. */
  long turn() {
    return (long) TURN.getOpaque(this);
  }

  // ---- loop thread only

  /** Runs a part of a task, until it waits or ends. */
  void carry(Thread task, Runnable continuation) {
    mounted = task;
    TURN.setOpaque(this, turn + 1);
    continuation.run();
    TURN.setOpaque(this, turn + 1);
    mounted = null;
  }

  /** Has channels and timers looked at before the next task runs. By a task of this loop. */
  void lookSoon() {
    looksSoon = true;
  }

  @Override
  void turnUntilClosing() {
    while (!isClosing()) {
      boolean worked = runReady();
      if (hasWork() || polling.goesOn(worked)) {
        poll();
      } else {
        polling.asleep();
        sleep();
        polling.awake();
      }
    }
  }

  private boolean runReady() {
    submissions.moveTo(ready);
    looksSoon = false;
    int batch = Math.max(MIN_BATCH, ready.size());
    for (int i = 0; i < batch && !looksSoon; i++) {
      Runnable next = ready.pollFirst();
      if (next == null) {
        return i > 0;
      }
      next.run();
    }
    return true;
  }

  @Override
  boolean hasWork() {
    return !ready.isEmpty() || submissions.any();
  }

  @Override
  void afterEnd() {
    submissions.end(ready);
    ready.forEach(ForkJoinPool.commonPool()::execute);
    ready.clear();
  }
}
