package dev.fairlead;

import java.io.EOFException;

/**
 * Thrown when a stream ends in the middle of what was asked for. What was received is kept: it is
 * in the buffer of the stream, and a copy is in {@link #partial()}.
 *
 * {@snippet file="FailureSnippets.java" region="incomplete"}
 */
public class IncompleteReadException extends EOFException {

  private static final long serialVersionUID = 1L;

  private final byte[] partial;

  /**
   * Says what was asked for.
   *
   * @param wanted what was asked for, as in {@code "8 bytes"} or {@code "a line"}
   */
  public IncompleteReadException(String wanted, byte[] partial) {
    super("the stream ended after " + partial.length + " bytes of " + wanted);
    this.partial = partial.clone();
  }

  /** The bytes that came before the end. */
  public byte[] partial() {
    return partial.clone();
  }
}
