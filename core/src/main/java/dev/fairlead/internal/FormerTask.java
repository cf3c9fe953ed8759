package dev.fairlead.internal;

import dev.fairlead.TaskInfo;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What was known of a task when something that names it was serialised.
 *
 * @param parent the number of its parent; 0 for none
 * @param lastWait what it waited for
 */
public record FormerTask(
    long id, long parent, String name, boolean hasPendingCancellation, @Nullable String lastWait)
    implements TaskInfo, Serializable {

  private static final long serialVersionUID = 1L;

  /** Takes down what a task is now. */
  public static FormerTask of(TaskInfo task) {
    return new FormerTask(
        task.id(),
        task.parentId().orElse(0),
        task.name(),
        task.hasPendingCancellation(),
        task.waitingFor().orElse(null));
  }

  @Override
  public OptionalLong parentId() {
    return parent == 0 ? OptionalLong.empty() : OptionalLong.of(parent);
  }

  @Override
  public Optional<String> waitingFor() {
    return Optional.ofNullable(lastWait);
  }

  @Override
  public String toString() {
    return "task " + name + " (" + id + ")";
  }
}
