package dev.fairlead.thread;

import dev.fairlead.CancelScope;
import java.util.concurrent.CountDownLatch;

/** A function for a worker thread that lasts until it is let go. */
final class HeldFunction {

  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  /** Runs, and returns 7 in the end. */
  int run() throws InterruptedException {
    begin();
    release.await();
    return 7;
  }

  /** Says that it runs. */
  void begin() {
    started.countDown();
  }

  void letGo() {
    release.countDown();
  }

  /** Cancels a scope once the function runs. */
  void cancelWhileItRuns(CancelScope scope) throws InterruptedException {
    ToThread.run(() -> started.await());
    scope.cancel();
  }
}
