package dev.fairlead.internal;

import dev.fairlead.CancelCause;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.ScopeCancelledException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a group ended: with the body's value, cancelled, or with failures.
 *
 * @param <T> what the body returns
 */
public final class GroupResult<T extends @Nullable Object> {

  private final @Nullable T value;
  private final @Nullable CancelCause cancelCause;
  private final List<Throwable> failures;
  private final String group;
  private final boolean firstIsTheBodys;

  private GroupResult(
      @Nullable T value,
      @Nullable CancelCause cancelCause,
      String group,
      List<Throwable> failures,
      boolean firstIsTheBodys) {
    this.value = value;
    this.cancelCause = cancelCause;
    this.group = group;
    this.failures = failures;
    this.firstIsTheBodys = firstIsTheBodys;
  }

  static <T extends @Nullable Object> GroupResult<T> returned(@Nullable T value) {
    return new GroupResult<>(value, null, "", List.of(), false);
  }

  static <T extends @Nullable Object> GroupResult<T> cancelled(CancelCause cause) {
    return new GroupResult<>(null, cause, "", List.of(), false);
  }

  static <T extends @Nullable Object> GroupResult<T> failed(
      String group, List<Throwable> failures, boolean firstIsTheBodys) {
    return new GroupResult<>(null, null, group, failures, firstIsTheBodys);
  }

  /** Throws the failures as a group. */
  public GroupResult<T> orThrow() {
    if (!failures.isEmpty()) {
      throw new ExceptionGroup("failures in " + group, failures);
    }
    return this;
  }

  /**
   * Throws a single failure as it is, if it is unchecked or the body's; several, or a task's
   * checked one, as a group.
   */
  public <X extends Exception> GroupResult<T> orThrowPlainly() throws X {
    if (failures.size() == 1) {
      Throwable only = failures.get(0);
      if (firstIsTheBodys || !(only instanceof Exception) || only instanceof RuntimeException) {
        throw Rethrow.<X>asDeclared(only);
      }
    }
    return orThrow();
  }

  /** The body's value. */
  @SuppressWarnings("NullAway") // A body that returned has returned a T.
  public T value() {
    if (cancelCause != null) {
      throw new ScopeCancelledException(Objects.requireNonNull(cancelCause));
    }
    return value;
  }
}
