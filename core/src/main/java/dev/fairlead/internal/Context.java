package dev.fairlead.internal;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of context variables as one task sees them. Never changes; tasks share it. */
public final class Context {

  public static final Context EMPTY = new Context(Map.of());

  private final Map<Object, Object> values;

  private Context(Map<Object, Object> values) {
    this.values = values;
  }

  public @Nullable Object get(Object variable) {
    return values.get(variable);
  }

  /** A context in which the variable has another value, or none. */
  public Context with(Object variable, @Nullable Object value) {
    var copy = new HashMap<>(values);
    if (value == null) {
      copy.remove(variable);
    } else {
      copy.put(variable, value);
    }
    return copy.isEmpty() ? EMPTY : new Context(copy);
  }

  /** The context of the current task or of the job on a worker thread; empty elsewhere. */
  public static Context current() {
    Task<?> task = Task.currentOrNull();
    if (task != null) {
      return task.context;
    }
    Worker worker = Worker.currentOrNull();
    return worker == null ? EMPTY : worker.context();
  }

  /**
   * Whose context it is: the current task's, or that of a job on a worker thread; null elsewhere.
   */
  public static @Nullable Object place() {
    Task<?> task = Task.currentOrNull();
    return task != null ? task : WorkerJob.currentOrNull();
  }

  /** Makes this the context of the current task or job; returns false elsewhere. */
  public boolean install() {
    Task<?> task = Task.currentOrNull();
    Worker worker = Worker.currentOrNull();
    if (task != null) {
      task.context = this;
    } else if (worker != null) {
      worker.setContext(this);
    }
    return task != null || worker != null;
  }
}
