package dev.fairlead.internal.loop;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's scheduler of virtual threads, and how to give way to others in it.
 *
 * <p>A virtual thread that yields while nobody else is queued is not continued where it was: the
 * scheduler wakes another of its threads, which takes it to another processor, with nothing of it
 * in its cache. That costs ten to thirty microseconds, and the queues can be asked in ten
 * nanoseconds. So it pays to look before.
 *
 * <p>One that yields while others are queued where it runs is put behind them, in a queue that is
 * emptied before any other is looked at. So two that yield to each other would keep out for good
 * whoever was woken by a thread of the operating system. So once in a while a turn is a short
 * sleep: who sleeps leaves that queue, and who is left alone in it is queued elsewhere.
 */
final class JdkScheduler {

  // What asks the queues costs the JVM ten milliseconds to make, so only those who yield much have
  // it made, and none of them waits for it.
  private static final int TURNS_BEFORE_LOOKING = 128;
  private static final String MODULE = "jdk.management";

  // A sleep costs some thirty microseconds: a fiftieth of a processor at most, and no more than
  // half a microsecond for each turn.
  private static final int TURNS_BETWEEN_SLEEPS = 64;
  private static final long OWED_EVERY_NANOS = 2_000_000;
  private static final long ALWAYS_EVERY_NANOS = 100_000_000;
  private static final long SHORTEST_SLEEP_NANOS = 1;
  private static final long UNKNOWN = -1;
  private static final long OWED_TO_UNKNOWN = 16;

  private static final AtomicBoolean preparing = new AtomicBoolean();
  private static volatile @Nullable VirtualThreadSchedulerMXBean queues;
  private static volatile boolean wokenFromOutside;

  // Any thread, unsynchronised: a lost count or a sleep too many does no harm.
  private static int turns;
  private static int turnsSinceSleep;
  private static long sleepsOwed;
  private static long lastSleep = System.nanoTime();

  private JdkScheduler() {}

  /** Lets other virtual threads run, if there are any. Called on a virtual thread. */
  static void giveWay() {
    VirtualThreadSchedulerMXBean asked = queues;
    if (asked == null) {
      prepareAfterSome();
      takeTurns(UNKNOWN);
      return;
    }
    long queued = asked.getQueuedVirtualThreadCount();
    if (queued != 0) {
      takeTurns(queued);
    }
  }

  /** As {@link #giveWay}, for one that has run for long: who is woken meanwhile comes first too. */
  static void giveWayAfterLong() {
    VirtualThreadSchedulerMXBean asked = queues;
    if (asked == null) {
      prepareAfterSome();
      BackRow.stand();
    } else if (!BackRow.isEmpty() || asked.getQueuedVirtualThreadCount() != 0) {
      BackRow.stand();
    }
  }

  private static void takeTurns(long queued) {
    if (wokenFromOutside) {
      wokenFromOutside = false;
      sleepsOwed = queued < 0 ? OWED_TO_UNKNOWN : queued; // one by each of those in front
    }
    if (++turnsSinceSleep >= TURNS_BETWEEN_SLEEPS && isTimeToSleep()) {
      LockSupport.parkNanos(SHORTEST_SLEEP_NANOS);
    } else {
      Thread.yield();
    }
  }

  private static boolean isTimeToSleep() {
    long now = System.nanoTime();
    if (now - lastSleep < (sleepsOwed > 0 ? OWED_EVERY_NANOS : ALWAYS_EVERY_NANOS)) {
      return false;
    }
    lastSleep = now;
    turnsSinceSleep = 0;
    sleepsOwed--;
    return true;
  }

  /** Notes that the calling thread is about to start or to wake a virtual one. */
  static void aboutToWake() {
    if (!Thread.currentThread().isVirtual()) {
      wokenFromOutside = true;
    }
  }

  static boolean looksBeforeItYields() {
    return queues != null;
  }

  private static void prepareAfterSome() {
    if (++turns >= TURNS_BEFORE_LOOKING && preparing.compareAndSet(false, true)) {
      prepare();
    }
  }

  /** A run-time image may lack what asks the queues; then everybody yields, as asked. */
  private static void prepare() {
    if (ModuleLayer.boot().findModule(MODULE).isPresent()) {
      Thread.ofPlatform()
          .daemon()
          .name("fairlead-scheduler-queues")
          .start(() ->
              queues = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class));
    }
  }
}
