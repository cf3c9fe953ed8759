package dev.fairlead.examples;

/** Thrown when a demo is called with words it does not understand. */
final class UsageException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says which word is wrong, and what would be right. */
  UsageException(String message) {
    super(message);
  }
}
