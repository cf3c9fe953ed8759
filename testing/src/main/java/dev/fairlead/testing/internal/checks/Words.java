package dev.fairlead.testing.internal.checks;

import java.util.Objects;

/** Compares what came with what was sent, arrays by what is in them. */
final class Words {

  private Words() {}

  static void assertSame(String what, Object expected, Object found) {
    if (!Objects.deepEquals(expected, found)) {
      throw new AssertionError(
          what + ": " + of(found) + " came instead of " + of(expected) + ", lost or out of place");
    }
  }

  private static String of(Object object) {
    return object instanceof byte[] bytes
        ? java.util.Arrays.toString(bytes)
        : String.valueOf(object);
  }
}
