package dev.fairlead.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testsupport.Waits;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** One operation that waits, with all that its contract must know of it. Made for one test. */
final class WaitSubject {

  /** A step of a test. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  private final Waits.Wait wait;
  private Step arm = () -> {};
  private Step end = () -> {};
  private Waits.Check after = _ -> {};
  private IntSupplier waiting = () -> 0;
  private @Nullable Step close;
  private @Nullable Class<? extends Throwable> whenClosed;
  private boolean exclusive;
  private boolean endedBySecondTask;

  private WaitSubject(Waits.Wait wait) {
    this.wait = wait;
  }

  static WaitSubject waitsBy(Waits.Wait wait) {
    return new WaitSubject(wait);
  }

  /** What lets the next wait really wait. */
  WaitSubject armedBy(Step step) {
    arm = step;
    return this;
  }

  /** What lets one wait succeed, or all of them; the task of the test does it. */
  WaitSubject endedBy(Step step) {
    end = step;
    return this;
  }

  /**
   * What must hold when the wait has ended, or was cancelled, and its success has come all the
   * same. Leaves things as they were before they were armed.
   */
  WaitSubject leaving(Waits.Check check) {
    after = check;
    return this;
  }

  /** How many tasks are registered. */
  WaitSubject counting(IntSupplier tasks) {
    waiting = tasks;
    return this;
  }

  /** What ends the wait with an exception. */
  WaitSubject closedBy(Step step, Class<? extends Throwable> expected) {
    close = step;
    whenClosed = expected;
    return this;
  }

  /** A second task is refused while one waits. */
  WaitSubject exclusive() {
    exclusive = true;
    return this;
  }

  /** Two tasks that wait let each other go. */
  WaitSubject endedBySecondTask() {
    endedBySecondTask = true;
    return this;
  }

  void await() throws Exception {
    wait.run();
  }

  void arm() throws Exception {
    arm.run();
  }

  void end() throws Exception {
    end.run();
  }

  void assertNobodyWaits() {
    assertEquals(0, waiting.getAsInt(), "tasks that are registered and do not wait");
  }

  void assertNothingLost(boolean succeeded) throws Exception {
    assertNobodyWaits();
    after.run(succeeded);
  }

  boolean isClosable() {
    return close != null;
  }

  void close() throws Exception {
    assertTrue(isClosable());
    if (close != null) {
      close.run();
    }
  }

  Class<? extends Throwable> whenClosed() {
    return whenClosed == null ? AssertionError.class : whenClosed;
  }

  boolean isEndedBySecondTask() {
    return endedBySecondTask;
  }

  boolean isExclusive() {
    return exclusive;
  }
}
