package dev.fairlead;

/**
 * Code that runs in the caller's task, returns nothing and may throw {@code X}.
 *
 * {@snippet file="FairleadSnippets.java" region="action"}
 *
 * @param <X> what the code may throw; a body that throws nothing infers {@code RuntimeException}
 */
@FunctionalInterface
public interface Action<X extends Exception> {

  /** Runs the code. */
  void run() throws X;
}
