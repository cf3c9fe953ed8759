package dev.fairlead.internal;

/** Throws again, on one thread, what a body has thrown on another. */
public final class Rethrow {

  private Rethrow() {}

  /** Throws what is unchecked; returns the rest, which is an X since the body declares only X. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The caller knows the body's X.
  public static <X extends Exception> X asDeclared(Throwable thrown) {
    if (thrown instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    return (X) thrown;
  }
}
