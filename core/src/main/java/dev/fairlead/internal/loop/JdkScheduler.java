package dev.fairlead.internal.loop;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * <p>One that yields while others are queued where it runs is put behind them, and two that do so
 * would keep out for good whoever comes from outside. So once in a while they stand aside instead,
 * and whoever gives way meanwhile joins them; see {@link Rows}.
 */
final class JdkScheduler {

  // What asks the queues costs the JVM ten milliseconds to make, so only those who yield much have
  // it made, and none of them waits for it.
  private static final int TURNS_BEFORE_LOOKING = 128;
  private static final String MODULE = "jdk.management";

  private static final int TURNS_BEFORE_ASIDE = 16;
  private static final long ASIDE_EVERY_NANOS = 5_000_000;
  // A loop that stands aside keeps all waiting whose channels are ready.
  private static final long LOOP_ASIDE_EVERY_NANOS = 100_000_000;

  private static final AtomicBoolean preparing = new AtomicBoolean();
  private static volatile @Nullable VirtualThreadSchedulerMXBean queues;
  private static volatile boolean wokenFromOutside;

  // Any thread, unsynchronised: a lost count does no harm.
  private static int turns;
  private static int turnsSinceAside;
  private static long lastAside = System.nanoTime();

  private JdkScheduler() {}

  /** Lets other virtual threads run, if there are any. Called on a virtual thread. */
  static void giveWay() {
    giveWay(ASIDE_EVERY_NANOS);
  }

  /** As {@link #giveWay}, for a loop between two of its turns. */
  static void giveWayBetweenTurns() {
    giveWay(wokenFromOutside ? ASIDE_EVERY_NANOS : LOOP_ASIDE_EVERY_NANOS);
  }

  private static void giveWay(long asideEveryNanos) {
    if (!maySomebodyBeQueued()) {
      return;
    }
    if (Rows.get().isAnyoneInFront() || isTimeToStandAside(asideEveryNanos)) {
      Rows.get().standInFront();
    } else {
      Thread.yield();
    }
  }

  /** As {@link #giveWay}, for one that has run for long: who is woken meanwhile comes first too. */
  static void giveWayAfterLong() {
    if (Rows.get().isAnyone() || maySomebodyBeQueued()) {
      Rows.get().standInBack();
    }
  }

  private static boolean maySomebodyBeQueued() {
    VirtualThreadSchedulerMXBean asked = queues;
    if (asked == null) {
      prepareAfterSome();
      return true;
    }
    return asked.getQueuedVirtualThreadCount() != 0;
  }

  private static boolean isTimeToStandAside(long everyNanos) {
    if (++turnsSinceAside < TURNS_BEFORE_ASIDE) {
      return false;
    }
    turnsSinceAside = 0;
    long now = System.nanoTime();
    if (now - lastAside < everyNanos) {
      return false;
    }
    lastAside = now;
    wokenFromOutside = false;
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
