package dev.fairlead.process;

/** Where a line that is too long for one is cut. */
final class LinePieces {

  /** The most bytes of a line that comes whole, without its end. */
  static final int LONGEST = 65_536;

  private static final int MOST_BYTES_OF_A_CHARACTER = 4;

  private LinePieces() {}

  /** How many bytes of a line come first: whole characters, if it is text, and not too many. */
  static int firstOf(byte[] utf8) {
    int most = Math.min(utf8.length, LONGEST);
    int last = most - 1;
    while (last > 0 && last > most - MOST_BYTES_OF_A_CHARACTER && goesOn(utf8[last])) {
      last--;
    }
    return last > 0 && last + lengthOf(utf8[last]) > most ? last : most;
  }

  private static boolean goesOn(byte one) {
    return (one & 0xC0) == 0x80;
  }

  /** How many bytes a character has that begins like this; 1 if none does. */
  private static int lengthOf(byte first) {
    int ones = Integer.numberOfLeadingZeros(~first << 24);
    return ones >= 2 && ones <= MOST_BYTES_OF_A_CHARACTER ? ones : 1;
  }
}
