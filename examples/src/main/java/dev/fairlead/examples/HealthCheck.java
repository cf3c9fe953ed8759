package dev.fairlead.examples;

import dev.fairlead.CancelScope;
import dev.fairlead.DeadlineExceededException;
import java.io.IOException;
import java.time.Duration;

/** One URL and what is known about it. */
final class HealthCheck {

  /** How it stands with a URL. */
  sealed interface State {}

  /** Nobody has asked yet. */
  record Waiting() implements State {
    @Override
    public String toString() {
      return "not checked";
    }
  }

  /** The question is under way. */
  record Asking() implements State {
    @Override
    public String toString() {
      return "stopped before it answered";
    }
  }

  /** The server answered. */
  record Answered(HttpAnswer answer) implements State {
    @Override
    public String toString() {
      return answer.toString();
    }
  }

  /** There was no answer. */
  record Failed(String why) implements State {
    @Override
    public String toString() {
      return why;
    }
  }

  final HttpTarget target;

  // Written by the check's task, read by the progress line.
  private volatile State state = new Waiting();
  private volatile Duration time = Duration.ZERO;

  HealthCheck(HttpTarget target) {
    this.target = target;
  }

  /** Asks, and remembers the answer or why there is none. */
  void run(HttpClient client, Duration deadline) {
    state = new Asking();
    long start = System.nanoTime();
    try {
      state = new Answered(CancelScope.failAfter(deadline).call(() -> client.ask(target)));
    } catch (DeadlineExceededException e) {
      state = new Failed("no answer within " + deadline.toMillis() / 1000.0 + " s");
    } catch (IOException e) {
      state = new Failed(Main.describe(e));
    } finally {
      time = Duration.ofNanos(System.nanoTime() - start);
    }
  }

  State state() {
    return state;
  }

  Duration time() {
    return time;
  }

  boolean isHealthy() {
    return state instanceof Answered(HttpAnswer answer) && answer.isHealthy();
  }

  boolean isOver() {
    return state instanceof Answered || state instanceof Failed;
  }
}
