package dev.fairlead.net;

/** Writes Unicode in ASCII as RFC 3492 says. */
final class Punycode {

  // RFC 3492 section 5.
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int INITIAL_N = 0x80;

  private final int[] input;
  private final StringBuilder output = new StringBuilder();
  private int bias = INITIAL_BIAS;
  private int delta;

  private Punycode(String label) {
    this.input = label.codePoints().toArray();
  }

  static String encode(String label) {
    return new Punycode(label).encode();
  }

  private String encode() {
    for (int c : input) {
      if (c < INITIAL_N) {
        output.appendCodePoint(c);
      }
    }
    int basic = output.length();
    if (basic > 0) {
      output.append('-');
    }
    int handled = basic;
    for (int n = nextFrom(INITIAL_N), before = INITIAL_N;
        handled < input.length;
        before = n + 1, n = nextFrom(before)) {
      delta += (n - before) * (handled + 1);
      handled = insertAll(n, handled, basic);
      delta++;
    }
    return output.toString();
  }

  /** The smallest code point that is not smaller. */
  private int nextFrom(int least) {
    int next = Integer.MAX_VALUE;
    for (int c : input) {
      if (c >= least && c < next) {
        next = c;
      }
    }
    return next;
  }

  private int insertAll(int n, int handledBefore, int basic) {
    int handled = handledBefore;
    for (int c : input) {
      if (c < n) {
        delta++;
      } else if (c == n) {
        appendDelta();
        bias = adapt(handled + 1, handled == basic);
        delta = 0;
        handled++;
      }
    }
    return handled;
  }

  private void appendDelta() {
    int q = delta;
    for (int k = BASE; ; k += BASE) {
      int t = Math.clamp(k - bias, T_MIN, T_MAX);
      if (q < t) {
        output.append(digit(q));
        return;
      }
      output.append(digit(t + (q - t) % (BASE - t)));
      q = (q - t) / (BASE - t);
    }
  }

  private static char digit(int value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }

  private int adapt(int points, boolean first) {
    int d = first ? delta / DAMP : delta / 2;
    d += d / points;
    int k = 0;
    while (d > ((BASE - T_MIN) * T_MAX) / 2) {
      d /= BASE - T_MIN;
      k += BASE;
    }
    return k + (BASE - T_MIN + 1) * d / (d + SKEW);
  }
}
