package dev.fairlead.testing.internal.junit;

import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** One test: a task group in the root task of a host, and what is done in it. */
final class TestRun {

  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Host host;
  private final boolean ownsHost;
  private final long deadlineNanos;
  private final LinkedBlockingQueue<Errand> errands = new LinkedBlockingQueue<>();
  private final CancelScope scope = CancelScope.create(o -> o.withName("test"));
  private final Errand whole = new Errand(this::runGroup);

  // Written before the first errand is done.
  private @Nullable TaskGroup group;
  // Root task only.
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();
  private @Nullable Cancelled cancelled;

  TestRun(Host host, boolean ownsHost) {
    this.host = host;
    this.ownsHost = ownsHost;
    this.deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(host.settings().seconds());
  }

  Host host() {
    return host;
  }

  CancelScope scope() {
    return scope;
  }

  TaskGroup group() {
    return Objects.requireNonNull(group, "the test has not begun");
  }

  // ---- the thread of JUnit

  /** Opens the group of the test. */
  void begin() throws Throwable {
    host.submit(whole, errands);
    call(() -> {});
  }

  /** Runs something that comes before the test. */
  void before(Errand.Work body) throws Throwable {
    call(() -> noteCancelled(body));
  }

  /** Runs the test itself. */
  void test(Errand.Work body) throws Throwable {
    call(() -> inScope(scope, body));
  }

  /** Runs something that cleans up after the test, whatever was cancelled. */
  void after(Errand.Work body) throws Throwable {
    call(() -> inScope(CancelScope.shielded(), body));
  }

  /** Has the root task make something. */
  <T> T ask(Callable<T> maker) {
    var made = new AtomicReference<T>();
    try {
      call(() -> made.set(maker.call()));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new ParameterResolutionException("could not make a parameter of the test: " + t, t);
    }
    return Objects.requireNonNull(made.get());
  }

  /** Closes something once the test has ended. In the root task. */
  <T extends AutoCloseable> T closeAtEnd(T resource) {
    resources.add(resource);
    return resource;
  }

  private void call(Errand.Work work) throws Throwable {
    var errand = new Errand(work);
    errands.add(errand);
    host.await(errand, whole, deadlineNanos);
  }

  /** Closes the group of the test, looks at what is left, and throws what went wrong there. */
  void end() throws Throwable {
    var conclusion = Errand.last(this::conclude);
    errands.add(conclusion);
    var failures = new Failures();
    failures.collect(() -> host.await(whole, whole, deadlineNanos));
    failures.collect(conclusion::rethrow);
    if (failures.onlyCancelled()) {
      failures.add(host.endedEarly());
    }
    if (ownsHost) {
      failures.collect(host::end);
    }
    if (!host.settings().provokesReports()) {
      host.recorder().takeReports().forEach(failures::add);
    }
    failures.rethrow();
  }

  // ---- the root task

  private void runGroup() throws Exception {
    List<Object> openBefore = host.recorder().open();
    TaskGroup.run(
        o -> o.withName("test"),
        opened -> {
          group = opened;
          Host.serve(errands);
        });
    List<String> left = host.recorder().openSince(openBefore);
    if (!left.isEmpty()) {
      throw new AssertionError("left open by the test:\n  " + String.join("\n  ", left));
    }
  }

  /** The last errand. */
  private void conclude() throws Throwable {
    for (AutoCloseable resource = resources.pollLast();
        resource != null;
        resource = resources.pollLast()) {
      resource.close();
    }
    if (cancelled != null) {
      throw cancelled;
    }
    CancelScope.moveOnAfter(GRACE).run(() -> group().awaitIdle());
    if (group().activeCount() > 0) {
      List<String> left = host.recorder().childrenOf(Fairlead.currentTask());
      group().cancel("the test has ended");
      throw new AssertionError(
          "tasks left running by the test; await or cancel them, or start them as services:\n  "
              + String.join("\n  ", left));
    }
  }

  private void inScope(CancelScope around, Errand.Work body) throws Throwable {
    noteCancelled(() ->
        around.run(() -> {
          try {
            body.run();
          } catch (Exception | Error e) {
            throw e;
          } catch (Throwable t) {
            throw new AssertionError("neither an exception nor an error", t);
          }
        }));
  }

  /** A cancellation of the whole group waits for the end of the test, so that clean-up can run. */
  @SuppressWarnings("CatchesEverything") // It goes on after the clean-up.
  private void noteCancelled(Errand.Work body) throws Throwable {
    try {
      body.run();
    } catch (Cancelled c) {
      cancelled = c;
    }
  }
}
