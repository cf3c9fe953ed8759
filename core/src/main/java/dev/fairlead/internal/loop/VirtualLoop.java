package dev.fairlead.internal.loop;

import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;

/**
 * A loop that is a virtual thread among those it wakes.
 *
 * <p>After it has woken some it gives way, so that they run on the same carrier thread before it
 * looks again: no hand-over between threads, no cold cache.
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
  Selector openSelector() throws IOException {
    return Selector.open();
  }

  @Override
  void turnUntilClosing() {
    while (!isClosing()) {
      boolean found = poll();
      if (!polling.goesOn(found) && !found) {
        polling.asleep();
        sleep();
        polling.awake();
      } else {
        JdkScheduler.giveWay();
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
