package dev.fairlead.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Names the implementation of a stream that a test puts through the checks of streams. A test of
 * the whole tree looks for these names, and fails when there is an implementation that no test has
 * named.
 */
public final class Checked {

  private Checked() {}

  /** Returns the stream, if it is of the class with this simple name. */
  public static <S> S as(String type, S stream) {
    assertEquals(type, stream.getClass().getSimpleName(), "what goes through the checks");
    return stream;
  }
}
