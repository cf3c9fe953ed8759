package dev.fairlead.internal.loop;

import java.time.Duration;

/**
 * A loop that is a virtual thread among those it wakes.
 *
 * <p>After it has woken some it yields, so that they run on the same carrier thread before it looks
 * again: no hand-over between threads, no cold cache.
 */
final class VirtualLoop extends SelectorLoop {

  private final AdaptivePolling polling;

  VirtualLoop(LoopClock clock, String threadName, Duration pollingBound) {
    super(
        clock,
        loop ->
            Thread.ofVirtual()
                .name(threadName)
                .inheritInheritableThreadLocals(false)
                .unstarted(loop));
    this.polling = new AdaptivePolling(clock::nanoTime, pollingBound);
  }

  @Override
  void turnUntilClosing() {
    while (!isClosing()) {
      boolean found = poll();
      boolean goesOn = polling.goesOn(found);
      if (found || goesOn) {
        Thread.yield();
      } else {
        polling.asleep();
        sleep();
        polling.awake();
      }
    }
  }

  @Override
  boolean hasWork() {
    return false;
  }

  @Override
  void afterEnd() {
    // Its tasks belong to the scheduler of the JDK.
  }
}
