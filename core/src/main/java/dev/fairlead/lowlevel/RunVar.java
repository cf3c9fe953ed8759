package dev.fairlead.lowlevel;

import dev.fairlead.internal.Engine;
import dev.fairlead.internal.Task;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A variable that every runtime has its own value of, for what is made once per runtime and shared
 * by all of its tasks.
 *
 * {@snippet file="RunVarSnippets.java" region="var"}
 *
 * <p>Any task may read and write it; a value is seen by all tasks at once.
 *
 * @param <T> the type of the value
 */
public final class RunVar<T> {

  private final String name;
  private final Supplier<? extends T> initial;
  private final Consumer<? super T> atEnd;

  private RunVar(String name, Supplier<? extends T> initial, Consumer<? super T> atEnd) {
    this.name = name;
    this.initial = initial;
    this.atEnd = atEnd;
  }

  /** Makes a variable without an initial value; the name is for messages. */
  public static <T> RunVar<T> of(String name) {
    return new RunVar<>(
        name,
        () -> {
          throw new IllegalStateException(
              "run variable " + name + " has no value in this runtime; call set(value) first");
        },
        _ -> {});
  }

  /** Makes a variable whose value is made when a task of the runtime first asks for it. */
  public static <T> RunVar<T> withInitial(String name, Supplier<? extends T> initial) {
    return new RunVar<>(name, initial, _ -> {});
  }

  /**
   * As {@link #withInitial(String, Supplier)}, for a value that must be closed: the action is run
   * on it when the runtime ends, after its last task, and never waits.
   */
  public static <T> RunVar<T> withInitial(
      String name, Supplier<? extends T> initial, Consumer<? super T> atEnd) {
    return new RunVar<>(name, initial, atEnd);
  }

  /**
   * The value in the current runtime.
   *
   * @throws IllegalStateException if there is none
   * @throws dev.fairlead.NoRuntimeException if the thread runs no task
   */
  public T get() {
    Map<Object, Object> values = values();
    Object value = values.get(this);
    return typed(value != null ? value : made(values));
  }

  /** Made once. Under a lock that can be taken again, since it may ask for other variables. */
  private Object made(Map<Object, Object> values) {
    synchronized (values) {
      Object before = values.get(this);
      if (before != null) {
        return before;
      }
      Object value = Objects.requireNonNull(initial.get(), name);
      Object other = values.putIfAbsent(this, value);
      if (other != null) {
        atEnd.accept(typed(value));
        return other;
      }
      var _ = Task.current().engine().atEnd(() -> atEnd.accept(typed(value)));
      return value;
    }
  }

  /** The value in the current runtime, if it has one already. */
  public Optional<T> find() {
    return Optional.ofNullable(values().get(this)).map(this::typed);
  }

  /**
   * What {@link #set} gives: closing it takes the value back.
   *
   * {@snippet file="RunVarSnippets.java" region="token"}
   */
  public interface Token extends AutoCloseable {
    /**
     * Gives the variable the value it had before.
     *
     * @throws IllegalStateException if this was done already, or in another runtime
     */
    @Override
    void close();
  }

  /** Sets the value in the current runtime. */
  public Token set(T value) {
    Engine engine = Task.current().engine();
    Map<Object, Object> values = engine.runVars();
    Object before = values.put(this, value);
    return new Token() {
      private boolean closed;

      @Override
      public void close() {
        if (closed || !Task.current().engine().equals(engine)) {
          throw new IllegalStateException(
              "run variable " + name + " can be reset once, in the runtime in which it was set");
        }
        closed = true;
        if (before == null) {
          values.remove(RunVar.this);
        } else {
          values.put(RunVar.this, before);
        }
      }
    };
  }

  /** Takes the value away; the next {@link #get} makes the initial one again. */
  public void unset() {
    values().remove(this);
  }

  private static Map<Object, Object> values() {
    return Task.current().engine().runVars();
  }

  @SuppressWarnings("unchecked") // Only set() and the initial value put something under this key.
  private T typed(Object value) {
    return (T) value;
  }

  @Override
  public String toString() {
    return "run variable " + name;
  }
}
