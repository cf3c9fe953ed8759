package dev.fairlead.testing.internal.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Bytes in which every place can be told from its neighbours, and how many of them have come. */
final class Sequence {

  private int length;

  private static byte at(int place) {
    return (byte) (place + (place >> 8) * 31 + (place >> 16) * 17);
  }

  static byte[] part(int start, int size) {
    var bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = at(start + i);
    }
    return bytes;
  }

  /** How many have come. */
  int length() {
    return length;
  }

  /** Looks whether these are the next ones. */
  void expect(byte[] bytes) {
    for (byte found : bytes) {
      if (found != at(length)) {
        assertEquals(
            at(length), found, "byte " + length + ": some were lost, doubled or out of place");
      }
      length++;
    }
  }
}
