package dev.fairlead;

/**
 * Thrown when a second task uses a resource in a way only one task may at a time, such as two tasks
 * that receive from one stream.
 *
 * {@snippet file="FailureSnippets.java" region="busy"}
 */
public class BusyResourceException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /** Says what the other task is doing, as in {@code "receiving from TCP 127.0.0.1:80"}. */
  public BusyResourceException(String action) {
    super("another task is already " + action + "; use one task for it, or guard it with a Lock");
  }
}
