package dev.fairlead.lowlevel;

import dev.fairlead.TaskInfo;
import dev.fairlead.internal.Engine;
import dev.fairlead.internal.Task;
import java.util.List;
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
  private final Object making = new Object(); // the key of who makes the initial value

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
   * The value in the current runtime. A checkpoint if another task makes it at this moment.
   *
   * @throws IllegalStateException if there is none, or it is made from itself
   * @throws dev.fairlead.NoRuntimeException if the thread runs no task
   */
  public T get() {
    Map<Object, Object> values = values();
    Object value = values.get(this);
    return typed(value != null ? value : made(values));
  }

  /** Made once; who comes meanwhile waits, since to make it may take a while. */
  private Object made(Map<Object, Object> values) {
    Task<?> task = Task.current();
    Object value = values.get(this);
    while (value == null) {
      var mine = new Making(task, this);
      var other = (Making) values.putIfAbsent(making, mine);
      if (other == null) {
        return makeAs(mine, values);
      }
      other.awaitEnd(task);
      value = values.get(this);
    }
    return value;
  }

  private Object makeAs(Making mine, Map<Object, Object> values) {
    try {
      Object before = values.get(this); // by one who has just ended
      return before != null ? before : make(values);
    } finally {
      values.remove(making);
      mine.end();
    }
  }

  private Object make(Map<Object, Object> values) {
    Object value = Objects.requireNonNull(initial.get(), name);
    Object other = values.putIfAbsent(this, value);
    if (other != null) {
      atEnd.accept(typed(value));
      return other;
    }
    var _ = Task.current().engine().atEnd(() -> atEnd.accept(typed(value)));
    return value;
  }

  /** One task makes the value, others wait for it. */
  private static final class Making implements WaitReason {
    private final Task<?> maker;
    private final RunVar<?> variable;
    private final WaitQueue waiters = new WaitQueue();
    private volatile boolean ended;

    Making(Task<?> maker, RunVar<?> variable) {
      this.maker = maker;
      this.variable = variable;
    }

    void awaitEnd(Task<?> task) {
      if (task == maker) {
        throw new IllegalStateException(
            "the initial value of "
                + variable
                + " is made from itself; ask for other variables only");
      }
      waiters.awaitWhile(() -> !ended, this);
    }

    void end() {
      ended = true;
      waiters.wakeAll();
    }

    @Override
    public String describe() {
      return "the initial value of " + variable + ", which another task makes";
    }

    @Override
    public List<TaskInfo> awaitedTasks() {
      return List.of(maker);
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
