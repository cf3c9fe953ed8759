package dev.fairlead.internal.loop;

import java.time.Duration;

/**
 * A loop that is a virtual thread among those it wakes.
 *
 * <p>After it has woken some it yields, so that they run on the same carrier thread before it looks
 * again: no hand-over between threads, no cold cache.
 */
final class VirtualLoop extends SelectorLoop {

  // A yield to nobody costs the JDK an object, and looks in vain come by the dozen. So a loop that
  // finds nothing yields after its first look and whenever it has made twice as many, but no less
  // often than this: what becomes ready behind its back need not wait for long.
  private static final int MOST_LOOKS_PER_YIELD = 32;

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
    int looksInVain = 0;
    while (!isClosing()) {
      boolean found = poll();
      looksInVain = found ? 0 : looksInVain + 1;
      if (!polling.goesOn(found) && !found) {
        polling.asleep();
        sleep();
        polling.awake();
      } else if (yieldsAfter(looksInVain)) {
        Thread.yield();
      }
    }
  }

  /** Whether others come first now, after so many looks in vain, or after one that was not. */
  static boolean yieldsAfter(int looksInVain) {
    return Integer.bitCount(looksInVain) <= 1 || looksInVain % MOST_LOOKS_PER_YIELD == 0;
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
