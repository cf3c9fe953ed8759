package dev.fairlead.process;

import java.io.IOException;

/**
 * Thrown when a process writes more than is to be captured.
 *
 * {@snippet file="ProcessesSnippets.java" region="too-large"}
 */
public final class OutputTooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int limit;

  OutputTooLargeException(String what, int limit) {
    super(
        what
            + " has written more than "
            + limit
            + " bytes; raise the limit with withCapture, keep a part of it, or send it to a file");
    this.limit = limit;
  }

  /** The limit in bytes. */
  public int limit() {
    return limit;
  }
}
