package dev.fairlead.internal.loop;

import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Whether the thread of a loop works or sleeps, and what wakes it at the least cost. */
final class LoopState {

  /*
   * UNSTARTED -- wake ------> AWAKE      the thread is started
   * AWAKE ------ sleep -----> PARKED     no channel was ever registered
   * AWAKE ------ sleep -----> SELECTING
   * AWAKE ------ wake ------> AWAKE      nothing to do: it looks again before it sleeps
   * PARKED ----- wake ------> AWAKE      unparked
   * SELECTING -- wake ------> AWAKE      Selector.wakeup
   *
   * Who adds work publishes it and then looks at the state; the loop sets the state and then looks
   * for work. So one of them sees the other, and a loop that works is never bothered.
   */
  private enum State {
    UNSTARTED,
    AWAKE,
    PARKED,
    SELECTING
  }

  private final Thread thread;
  private final AtomicReference<State> state = new AtomicReference<>(State.UNSTARTED);

  // Who waits for the loop to work again.
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

  // Written by the loop before it sleeps.
  private volatile @Nullable Selector selector;

  LoopState(Thread thread) {
    this.thread = thread;
  }

  Thread thread() {
    return thread;
  }

  /** Says that the loop is about to block, in the selector if there is one. Loop thread only. */
  void fallAsleep(@Nullable Selector in) {
    selector = in;
    state.set(in == null ? State.PARKED : State.SELECTING);
  }

  /** Says that the loop works again. Loop thread only. */
  void awake() {
    state.set(State.AWAKE);
    for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
      next.letGo();
    }
  }

  /** Whether the loop has said that it is about to block and nobody has woken it since. */
  boolean isAsleep() {
    State seen = state.get();
    return seen == State.PARKED || seen == State.SELECTING;
  }

  /** Makes sure that the loop looks for work again. Any thread. */
  void wake() {
    State seen = state.get();
    if (seen != State.AWAKE && state.compareAndSet(seen, State.AWAKE)) {
      wakeFrom(seen);
    }
  }

  /** Wakes the loop and waits until it works, unless it does already: then false. Any thread. */
  boolean awaitAwake() {
    var mine = new Waiting(Thread.currentThread());
    waiting.add(mine);
    if (!isAsleep()) {
      waiting.remove(mine);
      return false;
    }
    wake();
    mine.await();
    return true;
  }

  /** Makes sure that the loop is never started; false if it has been. Any thread. */
  boolean preventStart() {
    return state.compareAndSet(State.UNSTARTED, State.AWAKE);
  }

  private void wakeFrom(State seen) {
    switch (seen) {
      case UNSTARTED -> thread.start();
      case PARKED -> LockSupport.unpark(thread);
      default -> wakeSelector();
    }
  }

  private void wakeSelector() {
    Selector open = selector;
    if (open != null) {
      open.wakeup();
    }
  }

  /** A thread that waits until the loop works. */
  private static final class Waiting {
    private final Thread thread;
    private volatile boolean over;

    Waiting(Thread thread) {
      this.thread = thread;
    }

    void letGo() {
      over = true;
      LockSupport.unpark(thread);
    }

    void await() {
      boolean interrupted = false;
      while (!over) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
