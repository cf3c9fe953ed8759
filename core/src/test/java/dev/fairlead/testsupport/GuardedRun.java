package dev.fairlead.testsupport;

import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.Backend;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One run of a runtime with a time limit, after which nothing of it may be left. */
public final class GuardedRun {

  private static final AtomicLong RUNS = new AtomicLong();
  private static final int SECONDS_TO_UNWIND = 5;

  /** What is run as the root task. */
  @FunctionalInterface
  public interface Body {
    /** Runs in the root task. */
    void run() throws Throwable;
  }

  private final Backend backend;
  private final String name;
  private final int seconds;
  private final Tasks tasks = new Tasks();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Throwable failure;

  /** Prepares a run on a backend. */
  public GuardedRun(Backend backend, String name, int seconds) {
    this.backend = backend;
    this.name = name + "-" + RUNS.incrementAndGet();
    this.seconds = seconds;
  }

  /** Runs the body in a new runtime and throws what it threw. */
  public void run(Body body) throws Throwable {
    Descriptors before = Descriptors.now();
    Thread runner = Thread.ofPlatform().name("run of " + name).daemon().start(() -> runHere(body));
    if (!ended.await(seconds, TimeUnit.SECONDS)) {
      throw timedOut(runner);
    }
    runner.join();
    Throwable thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
    tasks.assertNoneLeft();
    LeftThreads.assertNone(name, seconds);
    before.assertNoMoreNow(seconds);
  }

  private void runHere(Body body) {
    try {
      Fairlead.run(
          o -> o.withName(name).withBackend(backend).withListener(tasks), () -> unwrapped(body));
    } catch (Throwable t) {
      failure = t;
    } finally {
      ended.countDown();
    }
  }

  private static void unwrapped(Body body) throws Exception {
    try {
      body.run();
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new AssertionError("a throwable that is neither exception nor error", t);
    }
  }

  private AssertionError timedOut(Thread runner) throws InterruptedException {
    String tree = tasks.describe();
    runner.interrupt();
    boolean unwound = ended.await(SECONDS_TO_UNWIND, TimeUnit.SECONDS);
    var error =
        new AssertionError(
            "not done after %d s on backend %s%s; the tasks were:%n%s"
                .formatted(
                    seconds,
                    backend.name(),
                    unwound ? "" : ", nor " + SECONDS_TO_UNWIND + " s after it was cancelled",
                    tree));
    Throwable thrown = failure;
    if (thrown != null) {
      error.addSuppressed(thrown);
    }
    return error;
  }
}
