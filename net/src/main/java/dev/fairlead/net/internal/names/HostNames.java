package dev.fairlead.net.internal.names;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names of hosts as text: which are addresses, and how others are asked for. */
public final class HostNames {

  private static final int LONGEST_LABEL = 63;
  private static final String DOTS = "[.\u3002\uff0e\uff61]"; // RFC 5895: those of East Asia too
  private static final String JOINERS_AND_MIDDLE_DOTS = "-\u200c\u200d\u00b7\u30fb";

  private HostNames() {}

  /** The address a text stands for, if it is one: IPv6 also in brackets, and with its scope. */
  public static Optional<InetAddress> literal(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    if (!looksLikeAddress(bare)) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // A name such as 1e100.net.
    }
  }

  /** Names have no colon, and the JDK would throw for every one of them. */
  private static boolean looksLikeAddress(String text) {
    return text.indexOf(':') >= 0
        || (!text.isEmpty() && Character.digit(text.charAt(text.length() - 1), 10) >= 0);
  }

  /**
   * The name as a resolver knows it: letters beyond ASCII are written as IDNA 2008 has it, after
   * the mapping of UTS 46 without its transitional rules, so that a sharp s stays one.
   *
   * @throws IllegalArgumentException if the name is empty
   * @throws UnknownHostException if no host can have that name
   */
  public static String toAscii(String host) throws UnknownHostException {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("the name of a host must not be empty");
    }
    if (host.chars().allMatch(c -> c < 0x80)) {
      return host;
    }
    var labels = Arrays.stream(lowerCase(host).split(DOTS, -1)).toList();
    for (String label : labels) {
      ensureValid(label, host);
    }
    return labels.stream().map(HostNames::encodeLabel).collect(Collectors.joining("."));
  }

  /** Letter by letter: by words, a capital sigma at the end would become another letter. */
  private static String lowerCase(String text) {
    var lower = new StringBuilder();
    String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
    composed.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
    return Normalizer.normalize(lower, Normalizer.Form.NFKC);
  }

  private static String encodeLabel(String label) {
    return label.chars().allMatch(c -> c < 0x80) ? label : "xn--" + Punycode.encode(label);
  }

  private static void ensureValid(String label, String host) throws UnknownHostException {
    Optional<Integer> wrong = label.codePoints().filter(c -> !isAllowed(c)).boxed().findFirst();
    if (wrong.isPresent()) {
      throw new UnknownHostException(
          host + ": no name of a host has the character U+" + hex(wrong.get()));
    }
    if (!label.isEmpty() && isMark(label.codePointAt(0))) {
      throw new UnknownHostException(host + ": no part of a name begins with a combining mark");
    }
    if (encodeLabel(label).length() > LONGEST_LABEL) {
      throw new UnknownHostException(
          host + ": no part of a name is longer than " + LONGEST_LABEL + " characters: " + label);
    }
  }

  private static boolean isAllowed(int c) {
    return Character.isLetterOrDigit(c)
        || isMark(c)
        || c == '_'
        || JOINERS_AND_MIDDLE_DOTS.indexOf(c) >= 0;
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static String hex(int c) {
    String digits = Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT);
    return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
  }
}
