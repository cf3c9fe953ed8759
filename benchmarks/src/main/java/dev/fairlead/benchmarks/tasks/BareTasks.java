package dev.fairlead.benchmarks.tasks;

import dev.fairlead.benchmarks.harness.Hosts;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** What the JDK's virtual threads do without any library: the base of most scenarios. */
final class BareTasks {

  private BareTasks() {}

  private static void nothing() {}

  static void startAndJoin(int operations) throws Exception {
    Hosts.virtualThread(() -> {
      for (int i = 0; i < operations; i++) {
        Thread.ofVirtual().start(BareTasks::nothing).join();
      }
      return true;
    });
  }

  static void startThousandAndJoin(int operations) throws Exception {
    Hosts.virtualThread(() -> {
      var threads = new Thread[TaskContests.CROWD];
      for (int done = 0; done < operations; done += threads.length) {
        for (int i = 0; i < threads.length; i++) {
          threads[i] = Thread.ofVirtual().start(BareTasks::nothing);
        }
        for (var thread : threads) {
          thread.join();
        }
      }
      return true;
    });
  }

  @SuppressWarnings("LockNotBeforeTry") // nothing is between the two, which is what is measured
  static void lockAndUnlock(int operations) throws Exception {
    Hosts.virtualThread(() -> {
      var lock = new ReentrantLock();
      for (int i = 0; i < operations; i++) {
        lock.lock();
        lock.unlock();
      }
      return true;
    });
  }

  /** Two threads hand a turn to each other; one operation is one hand-over. */
  static void handOver(int operations) throws Exception {
    Hosts.virtualThread(() -> {
      var done = new CountDownLatch(2);
      var turns = new Turns(operations, done);
      turns.first = Thread.ofVirtual().unstarted(() -> turns.play(0));
      turns.second = Thread.ofVirtual().unstarted(() -> turns.play(1));
      turns.first.start();
      turns.second.start();
      done.await();
      return true;
    });
  }

  private static final class Turns {
    private final int last;
    private final CountDownLatch done;
    Thread first = Thread.currentThread();
    Thread second = Thread.currentThread();
    private volatile int turn;

    Turns(int last, CountDownLatch done) {
      this.last = last;
      this.done = done;
    }

    void play(int parity) {
      for (int mine = parity; mine < last; mine += 2) {
        while (turn != mine) {
          LockSupport.park(this);
        }
        turn = mine + 1;
        LockSupport.unpark(parity == 0 ? second : first);
      }
      done.countDown();
    }
  }
}
