package dev.fairlead.internal.loop;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's scheduler of virtual threads, and whether it is worth giving way to others in it.
 *
 * <p>A virtual thread that yields while nobody else is queued is not continued where it was: the
 * scheduler wakes another of its threads, which takes it to another processor, with nothing of it
 * in its cache. That costs ten to thirty microseconds, and the queues can be asked in ten
 * nanoseconds. So it pays to look before.
 */
final class JdkScheduler {

  // What asks the queues costs the JVM ten milliseconds to make, so only those who yield much have
  // it made, and none of them waits for it.
  private static final int YIELDS_BEFORE_LOOKING = 128;
  private static final String MODULE = "jdk.management";

  private static final AtomicBoolean preparing = new AtomicBoolean();
  private static volatile @Nullable VirtualThreadSchedulerMXBean queues;
  private static int yields; // any thread, unsynchronised: a lost count does no harm

  private JdkScheduler() {}

  /** Lets other virtual threads run, if there are any. Called on a virtual thread. */
  static void giveWay() {
    VirtualThreadSchedulerMXBean asked = queues;
    if (asked == null) {
      prepareAfterSome();
      Thread.yield();
    } else if (asked.getQueuedVirtualThreadCount() != 0) { // less than zero: nobody knows
      Thread.yield();
    }
  }

  static boolean looksBeforeItYields() {
    return queues != null;
  }

  private static void prepareAfterSome() {
    if (++yields >= YIELDS_BEFORE_LOOKING && preparing.compareAndSet(false, true)) {
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
