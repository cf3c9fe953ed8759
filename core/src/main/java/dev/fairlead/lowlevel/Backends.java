package dev.fairlead.lowlevel;

import java.nio.channels.SelectableChannel;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The backends. */
public final class Backends {

  private Backends() {}

  /** The default. */
  public static Backend virtual() {
    return new Backend() {
      @Override
      public String name() {
        return "virtual";
      }

      @Override
      public Reactor open(String runtimeName) {
        return new Plain();
      }
    };
  }

  private static final class Plain implements Reactor {
    private final long start = System.nanoTime();
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();

    @Override
    public Strand newStrand(String name, Runnable body) {
      Thread thread = Thread.ofVirtual().name(name).unstarted(body);
      return new Strand() {
        @Override
        public void start() {
          thread.start();
        }

        @Override
        public Thread thread() {
          return thread;
        }

        @Override
        public void park() {
          LockSupport.park();
        }

        @Override
        public void unpark() {
          LockSupport.unpark(thread);
        }

        @Override
        @SuppressWarnings("ThreadPriorityCheck")
        public void yieldNow() {
          Thread.yield();
        }
      };
    }

    @Override
    public long nanoTime() {
      return System.nanoTime() - start;
    }

    @Override
    public Timer newTimer(Runnable onExpiry) {
      return new Timer() {
        private @Nullable ScheduledFuture<?> future;

        @Override
        public synchronized void arm(long nanos) {
          disarm();
          future = timers.schedule(onExpiry, nanos - nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public synchronized void disarm() {
          if (future != null) {
            future.cancel(false);
          }
        }
      };
    }

    @Override
    public Registration register(SelectableChannel channel) {
      throw new IllegalStateException("no channels");
    }

    @Override
    public int yieldBudget() {
      return 1000;
    }

    @Override
    public void close() {
      timers.shutdownNow();
    }
  }
}
