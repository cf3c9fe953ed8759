package dev.fairlead.examples;

/** Thrown when a demo has done its work and the result is a failure. */
final class DemoFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says what failed. */
  DemoFailedException(String message) {
    super(message);
  }
}
