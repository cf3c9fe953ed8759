package dev.fairlead;

import dev.fairlead.internal.Task;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tasks running: one that ends is started again, after a while and not for ever.
 *
 * {@snippet file="SupervisorSnippets.java" region="supervisor"}
 *
 * <p>The restarts of all its tasks are counted together. When there are too many within the period,
 * the task that would be one too many fails with an {@link IllegalStateException}, and its group
 * does what it does with failures. An {@link Error} and a cancellation are never followed by a
 * restart. A task that has run for longer than the period begins with the shortest delay again.
 *
 * <p>Nothing is started again once somebody has asked for an end, by {@link
 * CancelScope#cancelAfter} or by a cancellation: a task that returns has done as it was asked, one
 * that fails meanwhile fails for its group, and one that waits for its restart ends.
 */
public final class Supervisor {

  private final SupervisorOptions options;
  private final Lots lots = new Lots();
  private final ArrayDeque<Deadline> recent = new ArrayDeque<>(); // under its own monitor

  private Supervisor(SupervisorOptions options) {
    this.options = options;
  }

  /**
   * Which ends of a task are followed by a restart.
   *
   * {@snippet file="SupervisorSnippets.java" region="events"}
   */
  public enum Restart {
    /** None: failures go to the group. */
    NEVER,
    /** Those with an exception. */
    ON_FAILURE,
    /** Those with an exception, and returns. */
    ALWAYS
  }

  /**
   * What an observer is told.
   *
   * {@snippet file="SupervisorSnippets.java" region="events"}
   */
  public sealed interface Event {

    /** The name of the task. */
    String task();

    /** What the task threw; empty if it returned. */
    Optional<Exception> failure();

    /**
     * The task will be started again.
     *
     * {@snippet file="SupervisorSnippets.java" region="events"}
     *
     * @param delay how long it is until then
     */
    record Restarting(String task, Optional<Exception> failure, Duration delay) implements Event {}

    /**
     * The task will not be started again, because there were too many restarts.
     *
     * {@snippet file="SupervisorSnippets.java" region="events"}
     */
    record GivingUp(String task, Optional<Exception> failure) implements Event {}
  }

  /** Chooses when and how often to start tasks again. */
  public static Supervisor of(UnaryOperator<SupervisorOptions> options) {
    return new Supervisor(options.apply(SupervisorOptions.defaults()));
  }

  /**
   * Starts a task in a group, and starts its code again when it ends.
   *
   * @param name the name of the task
   * @throws IllegalStateException if the group has ended or takes no more tasks
   */
  public TaskHandle<@Nullable Void> start(TaskGroup group, String name, Action<?> code) {
    return group.startSoon(o -> o.withName(name), () -> supervise(name, code));
  }

  private void supervise(String name, Action<?> code) throws Exception {
    int restarts = 0;
    do {
      Deadline begin = Fairlead.currentTime();
      Optional<Exception> failure = runOnce(code);
      if (!isFollowedByRestart(failure)) {
        throwIfPresent(failure);
        return;
      }
      boolean stable = begin.plus(options.period()).isBefore(Fairlead.currentTime());
      restarts = stable ? 1 : restarts + 1;
      waitForRestart(name, failure, restarts);
    } while (!Fairlead.stopRequested());
  }

  private static Optional<Exception> runOnce(Action<?> code) {
    try {
      code.run();
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(e);
    }
  }

  private boolean isFollowedByRestart(Optional<Exception> failure) {
    return switch (options.restart()) {
      case NEVER -> false;
      case ON_FAILURE -> failure.isPresent() && !Fairlead.stopRequested();
      case ALWAYS -> !Fairlead.stopRequested();
    };
  }

  private static void throwIfPresent(Optional<Exception> failure) throws Exception {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private void waitForRestart(String name, Optional<Exception> failure, int restarts) {
    if (!mayRestart(Fairlead.currentTime())) {
      tell(new Event.GivingUp(name, failure));
      throw new IllegalStateException(
          "task "
              + name
              + " ended after "
              + options.restarts()
              + " restarts within "
              + options.period()
              + ", and is not started again; see the cause, or allow more restarts",
          failure.orElse(null));
    }
    Duration delay = options.backoff().delay(restarts, lots.next());
    tell(new Event.Restarting(name, failure, delay));
    Task<?> task = Task.current();
    task.engine().awaitStopRequested(task, Deadline.after(delay).nanos());
  }

  private boolean mayRestart(Deadline now) {
    Deadline oldest = now.plus(options.period().negated());
    synchronized (recent) {
      while (!recent.isEmpty() && recent.getFirst().isBefore(oldest)) {
        recent.removeFirst();
      }
      if (recent.size() >= options.restarts()) {
        return false;
      }
      recent.addLast(now);
      return true;
    }
  }

  private void tell(Event event) {
    options.observer().ifPresent(observer -> observer.accept(event));
  }

  @Override
  public String toString() {
    return "supervisor, " + options;
  }
}
