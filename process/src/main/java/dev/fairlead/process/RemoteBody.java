package dev.fairlead.process;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Code that runs in another process and returns a value. What it captures, what it returns and what
 * it throws is serialised, so all of it must be {@code Serializable}; a lambda is.
 *
 * {@snippet file="ToProcessSnippets.java" region="call"}
 *
 * @param <T> what the code returns
 * @param <X> what the code may throw
 */
@FunctionalInterface
public interface RemoteBody<T extends @Nullable Object, X extends Exception> extends Serializable {

  /** Runs the code and returns its value. */
  T call() throws X;
}
