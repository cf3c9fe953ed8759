package dev.fairlead;

import org.jspecify.annotations.Nullable;

/**
 * Code that runs in the caller's task, returns a value and may throw {@code X}.
 *
 * {@snippet file="FairleadSnippets.java" region="body"}
 *
 * @param <T> what the code returns
 * @param <X> what the code may throw; a body that throws nothing infers {@code RuntimeException}
 */
@FunctionalInterface
public interface Body<T extends @Nullable Object, X extends Exception> {

  /** Runs the code and returns its value. */
  T call() throws X;
}
