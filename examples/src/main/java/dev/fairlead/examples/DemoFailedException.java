package dev.fairlead.examples;

/** Thrown when a demo has done its work and the result is a failure. */
final class DemoFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  /** Says what failed. */
  DemoFailedException(String message) {
    this(message, 1);
  }

  /** As {@link #DemoFailedException(String)}, and what the program ends with: not 0. */
  DemoFailedException(String message, int status) {
    super(message);
    this.status = status;
  }

  /** What the program ends with. */
  int status() {
    return status;
  }
}
