package dev.fairlead.testing.internal.junit;

import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.TaskTree;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A runtime whose root task does what the thread of JUnit tells it: so that everything around one
 * test happens in one task.
 */
final class Host {

  private static final AtomicLong RUNS = new AtomicLong();
  private static final int SECONDS_TO_UNWIND = 5;

  private final Settings settings;
  private final String name;
  private final Recorder recorder = new Recorder();
  private final LinkedBlockingQueue<Errand> errands = new LinkedBlockingQueue<>();
  private volatile LinkedBlockingQueue<Errand> errandsOfTest = errands;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread runner;
  private volatile @Nullable Throwable failure;
  private volatile boolean abandoned;
  private boolean told; // thread of JUnit only

  /** Starts a runtime. */
  Host(Settings settings, String testName) {
    this.settings = settings;
    this.name = testName + "-" + RUNS.incrementAndGet();
    this.runner = Thread.ofPlatform().daemon().name("run of " + name).unstarted(this::run);
  }

  void start() {
    runner.start();
  }

  @SuppressWarnings("CatchesEverything") // On a thread of its own, where no task is.
  private void run() {
    try {
      Fairlead.run(
          o -> o.withName(name).withBackend(settings.backend()).withListener(recorder),
          () -> serve(errands));
    } catch (Throwable t) {
      failure = t;
    } finally {
      ended.countDown();
    }
  }

  /** Does errands until one of them is the last. In the root task. */
  static void serve(LinkedBlockingQueue<Errand> errands) throws Exception {
    Errand errand;
    do {
      errand = StandingStill.take(errands);
      errand.run();
    } while (!errand.isLast());
  }

  Recorder recorder() {
    return recorder;
  }

  Settings settings() {
    return settings;
  }

  String name() {
    return name;
  }

  /** Has something done by the root task, beside the tests. */
  void call(Errand.Work work) throws Throwable {
    var errand = new Errand(work);
    submit(errand);
    await(errand, errand, System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.seconds()));
  }

  /** Has the root task serve the errands of a test until their last one. */
  void submit(Errand test, LinkedBlockingQueue<Errand> itsErrands) {
    errandsOfTest = itsErrands;
    submit(test);
  }

  /** Gives the root task something to do beside what it does for a test. */
  void submit(Errand errand) {
    errands.add(errand);
  }

  /**
   * Waits until an errand is done, and throws what it threw.
   *
   * @param around an errand it is a part of; when that ends first, it will never be done
   */
  void await(Errand errand, Errand around, long deadlineNanos) throws Throwable {
    boolean done = false;
    while (!done) {
      if (hasEnded() || around.isDone()) {
        if (errand.isDone()) {
          break;
        }
        around.rethrow();
        throw endedEarly();
      }
      long left = deadlineNanos - System.nanoTime();
      if (left <= 0) {
        throw timedOut();
      }
      done = awaitShortly(errand, left);
    }
    errand.rethrow();
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** Whether its tests have failed already because they took too long. */
  boolean isAbandoned() {
    return abandoned;
  }

  private boolean awaitShortly(Errand errand, long left) throws InterruptedException {
    try {
      return errand.await(Math.min(left, TimeUnit.MILLISECONDS.toNanos(50)));
    } catch (InterruptedException e) {
      // The limit of JUnit, or the end of the JVM.
      runner.interrupt();
      throw e;
    }
  }

  /** What the run threw, once it has ended. */
  Throwable endedEarly() throws InterruptedException {
    ended.await();
    told = true;
    Throwable thrown = failure;
    return thrown == null ? new AssertionError("the run ended before its test did") : thrown;
  }

  private AssertionError timedOut() throws InterruptedException {
    String tree = tree();
    abandoned = true;
    runner.interrupt();
    errandsOfTest.add(Errand.last());
    errands.add(Errand.last());
    boolean unwound = ended.await(SECONDS_TO_UNWIND, TimeUnit.SECONDS);
    return new AssertionError(
        "not done after "
            + settings.seconds()
            + " s on backend "
            + settings.label()
            + (unwound ? "" : ", nor " + SECONDS_TO_UNWIND + " s after it was cancelled")
            + "\n"
            + tree);
  }

  private String tree() {
    return TaskTree.captureAll().stream()
        .filter(tree -> tree.runtime().equals(name))
        .map(TaskTree::toText)
        .findFirst()
        .orElse("the runtime has no tasks any more");
  }

  /** Ends the runtime and throws what it threw, unless that has been told already. */
  void end() throws Throwable {
    if (abandoned) {
      return;
    }
    errands.add(Errand.last());
    if (!ended.await(settings.seconds(), TimeUnit.SECONDS)) {
      throw timedOut();
    }
    runner.join();
    Throwable thrown = failure;
    if (thrown != null && !told) {
      throw thrown;
    }
  }
}
