package dev.fairlead.net.internal.names;

import dev.fairlead.net.Idna;
import java.net.InetAddress;
import java.net.UnknownHostException;
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

  /**
   * The name as a resolver knows it: letters beyond ASCII are written as {@link Idna} has it. Other
   * names are left alone, since the system may know some that DNS does not have.
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
    try {
      return Idna.toAscii(host);
    } catch (IllegalArgumentException e) {
      var failure = new UnknownHostException(e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }
}
