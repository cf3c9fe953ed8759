package dev.fairlead;

import java.io.IOException;

/**
 * Thrown when what the other side sent cannot be a frame of the agreed kind.
 *
 * {@snippet file="FailureSnippets.java" region="frames"}
 */
public class MalformedFrameException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Says what was wrong. */
  public MalformedFrameException(String message) {
    super(message);
  }
}
