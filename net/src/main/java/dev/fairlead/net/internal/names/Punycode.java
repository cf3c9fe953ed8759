package dev.fairlead.net.internal.names;

/** Letters of all scripts written with those of ASCII: the encoding of RFC 3492. */
final class Punycode {

  // Section 5: the parameters for host names.
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int FIRST_BEYOND_ASCII = 0x80;

  private final int[] input;
  private final StringBuilder output = new StringBuilder();
  private int bias = INITIAL_BIAS;
  private int delta;
  private int handled;

  private Punycode(String text) {
    input = text.codePoints().toArray();
  }

  /** Encodes a text; what is ASCII in it comes first. */
  static String encode(String text) {
    return new Punycode(text).encode();
  }

  private String encode() {
    for (int c : input) {
      if (c < FIRST_BEYOND_ASCII) {
        output.append((char) c);
      }
    }
    int ascii = output.length();
    handled = ascii;
    if (ascii > 0) {
      output.append('-');
    }
    int next = FIRST_BEYOND_ASCII;
    while (handled < input.length) {
      int least = leastFrom(next);
      delta = Math.addExact(delta, Math.multiplyExact(least - next, handled + 1));
      next = least;
      insertAll(next, ascii);
      delta++;
      next++;
    }
    return output.toString();
  }

  private int leastFrom(int floor) {
    int least = Integer.MAX_VALUE;
    for (int c : input) {
      if (c >= floor && c < least) {
        least = c;
      }
    }
    return least;
  }

  /** Writes where in the text each occurrence of a letter stands. */
  private void insertAll(int letter, int ascii) {
    for (int c : input) {
      if (c < letter) {
        delta++;
      } else if (c == letter) {
        writeDelta();
        adapt(handled == ascii);
        delta = 0;
        handled++;
      }
    }
  }

  private void writeDelta() {
    int rest = delta;
    for (int k = BASE; ; k += BASE) {
      int threshold = Math.clamp(k - bias, T_MIN, T_MAX);
      if (rest < threshold) {
        output.append(digit(rest));
        return;
      }
      output.append(digit(threshold + (rest - threshold) % (BASE - threshold)));
      rest = (rest - threshold) / (BASE - threshold);
    }
  }

  private static char digit(int value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }

  private void adapt(boolean first) {
    int scaled = first ? delta / DAMP : delta / 2;
    scaled += scaled / (handled + 1);
    int k = 0;
    while (scaled > (BASE - T_MIN) * T_MAX / 2) {
      scaled /= BASE - T_MIN;
      k += BASE;
    }
    bias = k + (BASE - T_MIN + 1) * scaled / (scaled + SKEW);
  }
}
