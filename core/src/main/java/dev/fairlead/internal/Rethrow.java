package dev.fairlead.internal;

/** Throws again, on one thread, what a body has thrown on another. */
final class Rethrow {

  private Rethrow() {}

  /**
   * Throws what is unchecked; returns the rest, which is an X since the body declares only that.
   */
  @SuppressWarnings("unchecked")
  static <X extends Exception> X asDeclared(Throwable thrown) {
    switch (thrown) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> {
        return (X) thrown;
      }
    }
  }
}
