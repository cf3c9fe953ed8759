package dev.fairlead.lowlevel;

import dev.fairlead.Action;
import dev.fairlead.Body;
import dev.fairlead.NoRuntimeException;
import dev.fairlead.internal.Context;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A variable of which every task has a value of its own, handed on from task to task: the request a
 * task works for, say.
 *
 * {@snippet file="ContextVarSnippets.java" region="request"}
 *
 * <p>A task begins with the values its starter had at that moment; what either sets later the other
 * does not see. A function on a worker thread begins with those of its task, and a call from a
 * thread into a runtime with those of the thread, if it has any.
 *
 * @param <T> the type of the value
 */
public final class ContextVar<T> {

  private final String name;
  private final @Nullable T fallback;

  private ContextVar(String name, @Nullable T fallback) {
    this.name = name;
    this.fallback = fallback;
  }

  /**
   * What {@link #set} gives: closing it takes the value back.
   *
   * {@snippet file="ContextVarSnippets.java" region="token"}
   */
  public interface Token extends AutoCloseable {
    /**
     * Gives the variable the value it had before.
     *
     * @throws IllegalStateException if this was done already, or by another task
     */
    @Override
    void close();
  }

  /** Makes a variable without a value; the name is for messages. */
  public static <T> ContextVar<T> of(String name) {
    return new ContextVar<>(name, null);
  }

  /** Makes a variable that has a value where nobody has set one. */
  public static <T> ContextVar<T> withDefault(String name, T fallback) {
    return new ContextVar<>(name, fallback);
  }

  /**
   * The value.
   *
   * @throws NoSuchElementException if there is none
   */
  public T get() {
    return find()
        .orElseThrow(() ->
            new NoSuchElementException(
                "context variable "
                    + name
                    + " has no value here; set one, or make it with a default"));
  }

  /** The value, if there is one. */
  public Optional<T> find() {
    T set = setIn(Context.current());
    return Optional.ofNullable(set == null ? fallback : set);
  }

  @SuppressWarnings("unchecked") // Only set() puts something under this key.
  private @Nullable T setIn(Context context) {
    return (T) context.get(this);
  }

  /**
   * Sets the value for the current task, or the function on a worker thread, from now on.
   *
   * @throws NoRuntimeException if the thread runs neither
   */
  public Token set(T value) {
    @Nullable T before = setIn(Context.current());
    install(Objects.requireNonNull(value));
    Object place = Context.place();
    return new Token() {
      private boolean closed;

      @Override
      public void close() {
        if (closed || !Objects.equals(Context.place(), place)) {
          throw new IllegalStateException(
              "context variable " + name + " can be reset once, by the task that set it");
        }
        closed = true;
        install(before);
      }
    };
  }

  private void install(@Nullable T value) {
    if (!Context.current().with(this, value).install()) {
      throw new NoRuntimeException(
          "context variable "
              + name
              + " is set by tasks and by functions on worker threads; thread \""
              + Thread.currentThread().getName()
              + "\" runs neither");
    }
  }

  /**
   * Runs the body with a value, and gives the variable its former value afterwards.
   *
   * @throws X what the body threw
   */
  public <X extends Exception> void run(T value, Action<X> body) throws X {
    try (Token _ = set(value)) {
      body.run();
    }
  }

  /**
   * Runs the body with a value, returns what it returned, and gives the variable its former value
   * afterwards.
   *
   * @throws X what the body threw
   */
  public <R extends @Nullable Object, X extends Exception> R call(T value, Body<R, X> body)
      throws X {
    try (Token _ = set(value)) {
      return body.call();
    }
  }

  @Override
  public String toString() {
    return "context variable " + name;
  }
}
