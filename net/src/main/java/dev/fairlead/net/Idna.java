package dev.fairlead.net;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes host names with letters of any script in the ASCII form that DNS and certificates use:
 * {@code straße.example} becomes {@code xn--strae-oqa.example}.
 *
 * {@snippet file="NamesSnippets.java" region="idna"}
 *
 * <p>The rules are those of IDNA 2008 (RFC 5891), after the mapping of UTS 46 without transitional
 * processing, as browsers do it: upper case becomes lower case, compatible forms become usual ones,
 * {@code ß} stays {@code ß}. The JDK's {@link java.net.IDN} follows IDNA 2003, which leads some
 * names to other hosts. It refuses a little less than a registry does: the order of letters written
 * from right to left, for one, is not checked.
 */
public final class Idna {

  private static final String PREFIX = "xn--";
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_NAME = 253;

  private Idna() {}

  /**
   * Writes a host name in ASCII. A dot at its end stays.
   *
   * @throws IllegalArgumentException if it cannot be the name of a host; the message says why
   */
  public static String toAscii(String host) {
    String mapped = isPlain(host) ? host.toLowerCase(Locale.ROOT) : map(host);
    String ascii =
        Stream.of(mapped.split("\\.", -1))
            .map(label -> labelToAscii(label, host))
            .collect(Collectors.joining("."));
    boolean absolute = ascii.endsWith(".");
    if (ascii.length() > (absolute ? LONGEST_NAME + 1 : LONGEST_NAME)) {
      throw refused(host, "it has more than " + LONGEST_NAME + " characters in ASCII");
    }
    checkNoEmptyLabel(absolute ? ascii.substring(0, ascii.length() - 1) : ascii, host);
    return ascii;
  }

  private static void checkNoEmptyLabel(String ascii, String host) {
    if (ascii.isEmpty() || ascii.startsWith(".") || ascii.endsWith(".") || ascii.contains("..")) {
      throw refused(host, "a part of it is empty");
    }
  }

  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  // ---- the mapping of UTS 46, by the properties it is made from

  private static String map(String host) {
    String mapped =
        host.codePoints()
            .filter(c -> !isIgnored(c))
            .mapToObj(c -> isFullStop(c) ? "." : lowerCase(Character.toString(c)))
            .collect(Collectors.joining());
    // Again, because compatible forms may be capitals, and composing may leave something to do.
    String folded = lowerCase(Normalizer.normalize(mapped, Normalizer.Form.NFKC));
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  /** Letter by letter: in a whole word the JDK writes a Greek sigma at its end in another way. */
  private static String lowerCase(String text) {
    return text.codePoints().mapToObj(Idna::lowerCase).collect(Collectors.joining());
  }

  /** Cherokee had capitals first, so these are what everything is folded to. */
  private static String lowerCase(int c) {
    String letter = Character.toString(c);
    return UnicodeScript.of(c) == UnicodeScript.CHEROKEE
        ? letter.toUpperCase(Locale.ROOT)
        : letter.toLowerCase(Locale.ROOT);
  }

  private static boolean isFullStop(int c) {
    return c == 0x3002 || c == 0xFF0E || c == 0xFF61;
  }

  /** Soft hyphen, word joiners, variation selectors: invisible, and without a meaning in names. */
  private static boolean isIgnored(int c) {
    return c == 0xAD
        || c == 0x34F
        || c == 0x200B
        || c == 0x2060
        || c == 0x2064
        || c == 0xFEFF
        || (c >= 0x180B && c <= 0x180D)
        || (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0xE0100 && c <= 0xE01EF);
  }

  // ---- labels

  private static String labelToAscii(String label, String host) {
    if (isPlain(label)) {
      checkLength(label, host);
      checkPlainLabel(label, host);
      return label;
    }
    IdnaLabel.check(label)
        .ifPresent(why -> {
          throw refused(host, why);
        });
    String ascii = PREFIX + Punycode.encode(label);
    checkLength(ascii, host);
    return ascii;
  }

  private static void checkPlainLabel(String label, String host) {
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      // Underscores are in no host name by the rules and in many by use.
      if (!(Character.isLetterOrDigit(c) || c == '-' || c == '_')) {
        throw refused(host, "the character '" + c + "' cannot be in a host name");
      }
    }
  }

  private static void checkLength(String label, String host) {
    if (label.length() > LONGEST_LABEL) {
      throw refused(host, "the part \"" + label + "\" has more than 63 characters in ASCII");
    }
  }

  private static IllegalArgumentException refused(String host, String why) {
    return new IllegalArgumentException("not a host name: \"" + host + "\": " + why);
  }
}
