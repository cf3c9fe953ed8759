package dev.fairlead.net.internal.names;

import java.net.InetAddress;
import java.util.Optional;

/** Names of hosts as text: which are addresses, and how others are asked for. */
public final class HostNames {

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

  /** The name as a resolver knows it. */
  public static String toAscii(String host) {
    return host;
  }
}
