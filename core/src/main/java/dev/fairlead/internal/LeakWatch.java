package dev.fairlead.internal;

import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * Reports what was dropped while it was open, with the place where it was made. Only in {@linkplain
 * DebugMode debug mode}.
 */
public final class LeakWatch {

  private static final LeakWatch NOTHING = new LeakWatch(new AtomicBoolean());

  private static volatile BiConsumer<String, Throwable> listener = LeakWatch::log;

  private final AtomicBoolean open;

  private LeakWatch(AtomicBoolean open) {
    this.open = open;
  }

  private static void log(String message, Throwable madeHere) {
    Log.write(Level.WARNING, message, madeHere);
  }

  /** Switches debug mode on and hears of what is dropped, for tests. */
  static void reportTo(BiConsumer<String, Throwable> newListener) {
    listener = newListener;
    DebugMode.turn(true);
  }

  /** Switches debug mode off, for tests. */
  static void stopReporting() {
    DebugMode.turn(false);
    listener = LeakWatch::log;
  }

  /** Watches a resource that was just made. It says by {@link #closed} that it is closed. */
  public static LeakWatch over(Object resource, String what) {
    if (!DebugMode.isOn()) {
      return NOTHING;
    }
    var open = new AtomicBoolean(true);
    Cleaners.CLEANER.register(resource, new Report(open, what, new Throwable(what + " made here")));
    return new LeakWatch(open);
  }

  /** The resource is closed, and may be dropped. */
  public void closed() {
    open.set(false);
  }

  private record Report(AtomicBoolean open, String what, Throwable madeHere) implements Runnable {
    @Override
    public void run() {
      if (open.get()) {
        listener.accept(what + " was dropped without being closed", madeHere);
      }
    }
  }

  /** The thread of a cleaner is only started in debug mode. */
  private static final class Cleaners {
    static final Cleaner CLEANER = Cleaner.create();
  }
}
