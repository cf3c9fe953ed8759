package dev.fairlead.net;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Checks whether a label in Unicode may be registered, as RFC 5891 section 5.4 says. */
final class IdnaLabel {

  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int MIDDLE_DOT = 0xB7;

  // Letters that RFC 5892 section 2.6 allows or forbids against their category.
  private static final String ALLOWED = "\u0375\u05F3\u05F4\u06FD\u06FE\u0F0B\u3007\u30FB";

  private static final List<String> VIRAMAS =
      List.of("SIGN VIRAMA", "SIGN AL-LAKUNA", "PHINTHU", "SIGN HALANTA", "SUBJOINER");

  private IdnaLabel() {}

  /** Says why a label is not allowed; empty if it is. */
  static Optional<String> check(String label) {
    if (label.startsWith("-") || label.endsWith("-")) {
      return Optional.of("\"" + label + "\" begins or ends with a hyphen");
    }
    if (label.startsWith("--", 2)) {
      return Optional.of("\"" + label + "\" has hyphens in the third and fourth place");
    }
    if (isMark(label.codePointAt(0))) {
      return Optional.of("\"" + label + "\" begins with a combining mark");
    }
    return firstForbidden(label);
  }

  private static Optional<String> firstForbidden(String label) {
    for (int i = 0; i < label.length(); i += Character.charCount(label.codePointAt(i))) {
      if (!isAllowed(label, i)) {
        int c = label.codePointAt(i);
        return Optional.of(
            "the character "
                + Character.toString(c)
                + " (U+"
                + Integer.toHexString(c).toUpperCase(Locale.ROOT)
                + ") cannot be in a host name");
      }
    }
    return Optional.empty();
  }

  private static boolean isAllowed(String label, int index) {
    int c = label.codePointAt(index);
    if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
      return index > 0
          && (isVirama(label.codePointBefore(index))
              || (c == ZERO_WIDTH_NON_JOINER && isBetweenArabic(label, index)));
    }
    if (c == MIDDLE_DOT) {
      return isBetweenLs(label, index);
    }
    return c == '-' || isLetterOrDigit(c) || isMark(c) || ALLOWED.indexOf(c) >= 0;
  }

  /** As in Catalan. */
  private static boolean isBetweenLs(String label, int index) {
    return index > 0
        && index + 1 < label.length()
        && label.charAt(index - 1) == 'l'
        && label.charAt(index + 1) == 'l';
  }

  /** As in Persian. RFC 5892 asks for letters that would join, which the JDK does not know. */
  private static boolean isBetweenArabic(String label, int index) {
    return index + 1 < label.length()
        && UnicodeScript.of(label.codePointBefore(index)) == UnicodeScript.ARABIC
        && UnicodeScript.of(label.codePointAt(index + 1)) == UnicodeScript.ARABIC;
  }

  private static boolean isLetterOrDigit(int c) {
    return switch (Character.getType(c)) {
      case Character.LOWERCASE_LETTER,
          Character.OTHER_LETTER,
          Character.MODIFIER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER ->
          true;
      default -> UnicodeScript.of(c) == UnicodeScript.CHEROKEE;
    };
  }

  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
      default -> false;
    };
  }

  /** The signs that join consonants in the scripts of India and around it. */
  private static boolean isVirama(int c) {
    String name = String.valueOf(Character.getName(c));
    return VIRAMAS.stream().anyMatch(name::endsWith);
  }
}
