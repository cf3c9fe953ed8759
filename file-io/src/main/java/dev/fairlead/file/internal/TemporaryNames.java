package dev.fairlead.file.internal;

import java.nio.file.Path;
import java.security.SecureRandom;

/** Names that nobody else has. */
public final class TemporaryNames {

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Names may have 255 bytes; what is put around the old one needs room. */
  private static final int LONGEST_KEPT = 60;

  private TemporaryNames() {}

  /** A random piece of a name. */
  public static String random() {
    var name = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      name.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return name.toString();
  }

  /** A hidden name beside a file that it will replace. */
  public static Path beside(Path target) {
    String name = PathNames.name(target);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("\"" + target + "\" has no name that a file could have");
    }
    return target.resolveSibling("." + kept(name) + "." + random() + ".tmp");
  }

  /** Half of a character would be no text that a name can have. */
  private static String kept(String name) {
    if (name.length() <= LONGEST_KEPT) {
      return name;
    }
    boolean between = Character.isHighSurrogate(name.charAt(LONGEST_KEPT - 1));
    return name.substring(0, between ? LONGEST_KEPT - 1 : LONGEST_KEPT);
  }
}
