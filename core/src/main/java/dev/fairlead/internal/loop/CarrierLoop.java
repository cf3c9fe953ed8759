package dev.fairlead.internal.loop;

import dev.fairlead.internal.epoll.EpollSelector;
import dev.fairlead.lowlevel.CarrierOptions;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.Selector;
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
  private final boolean nativeSockets;
  private final Submissions submissions = new Submissions();
  private volatile boolean looksSoon; // at channels and timers, whatever else there is to run

  // Loop thread only.
  private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
  private final ArrayDeque<Runnable> backRow = new ArrayDeque<>(); // who has run for long
  private final AdaptivePolling polling;

  // Written by the loop thread. Others may see an older one: never their own, unless they are it.
  private @Nullable Thread mounted;
  private long turn; // odd while a task runs

  CarrierLoop(LoopClock clock, String threadName, CarrierOptions options) {
    super(clock, loop -> Thread.ofPlatform().name(threadName).daemon().unstarted(loop));
    this.polling = new AdaptivePolling(clock::nanoTime, options.polling());
    this.nativeSockets = options.nativeSockets();
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

  /** As {@link #execute}, behind all that is ready and that becomes so meanwhile. */
  void executeLater(Runnable runnable) {
    if (isOnLoop()) {
      backRow.addLast(runnable);
    } else {
      execute(runnable);
    }
  }

  @SuppressWarnings("ReferenceEquality") // this very thread
  private boolean isOnLoop() {
    Thread current = Thread.currentThread();
    return current == mounted || current == thread();
  }

  @Override
  void lookSoon() {
    looksSoon = true;
    wake();
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

  /**
   * Whether there is nothing this loop could do if the task that runs gave way. If so, it is as if
   * the task had. On this thread, which a task that runs here has too.
   */
  boolean isAlone() {
    boolean hasOther = hasWork() || looksSoon || isClosing() || channels().current() != null;
    if (hasOther || isAnythingDue()) {
      return false;
    }
    TURN.setOpaque(this, turn + 2);
    return true;
  }

  @Override
  Selector openSelector() throws IOException {
    return nativeSockets ? EpollSelector.openEpoll() : Selector.open();
  }

  @Override
  void turnUntilClosing() {
    while (!isClosing()) {
      boolean ran = runReady();
      boolean worked = runOneOfBackRow() || ran;
      if (looksSoon) {
        looksSoon = false; // before the look, for who asks meanwhile
      }
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
    int batch = Math.max(MIN_BATCH, ready.size());
    Runnable next = ready.pollFirst();
    boolean any = next != null;
    for (int run = 1; next != null; run++) {
      next.run();
      next = run < batch && !looksSoon ? ready.pollFirst() : null;
    }
    return any;
  }

  /** One at a time, and after a look at channels and timers: others come first. */
  private boolean runOneOfBackRow() {
    Runnable next = looksSoon ? null : backRow.pollFirst();
    if (next != null) {
      next.run();
    }
    return next != null;
  }

  @Override
  boolean hasWork() {
    return !ready.isEmpty() || !backRow.isEmpty() || submissions.any();
  }

  @Override
  void afterEnd() {
    submissions.end(ready);
    ready.addAll(backRow);
    backRow.clear();
    ready.forEach(ForkJoinPool.commonPool()::execute);
    ready.clear();
  }
}
