package dev.fairlead.tls;

import dev.fairlead.net.Idna;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;

/**
 * The name of a peer as certificates and SNI have it.
 *
 * @param text an ASCII name without a dot at its end, or an address without brackets and scope
 */
record PeerName(String text, boolean isAddress) {

  // RFC 1123 section 2.1. Underscores are in names all the same, but the JDK checks none of those.
  private static final String LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
  private static final Pattern HOST_NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

  /**
   * Understands a host as it is given to connect to.
   *
   * @throws IllegalArgumentException if it is neither a name nor an address
   */
  static PeerName of(String host) {
    if (host.isBlank()) {
      throw new IllegalArgumentException(
          "a client needs the name of the host, to check that the certificate is for it; where"
              + " there is none, say withoutHostNameVerification()");
    }
    return address(host).orElseGet(() -> new PeerName(withoutDot(Idna.toAscii(host)), false));
  }

  private static Optional<PeerName> address(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    int scope = bare.indexOf('%');
    String plain = scope < 0 ? bare : bare.substring(0, scope);
    boolean mayBeAddress = plain.indexOf(':') >= 0 || plain.matches("[0-9.]+");
    if (!mayBeAddress) {
      return Optional.empty();
    }
    String canonical = canonical(plain, host);
    if (plain.indexOf(':') < 0 && !plain.equals(canonical)) {
      throw new IllegalArgumentException(
          "an IPv4 address has four numbers without leading zeros: " + plain);
    }
    return Optional.of(new PeerName(canonical, true));
  }

  private static String canonical(String plain, String host) {
    try {
      return InetAddress.ofLiteral(plain).getHostAddress();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "neither the name nor the address of a host: \""
              + host
              + "\"; a port or a scheme such as https:// is no part of it",
          e);
    }
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /**
   * Checks that a certificate can be found to be for this name.
   *
   * @throws IllegalArgumentException if the JDK would refuse it whatever the certificate says
   */
  void ensureVerifiable() {
    if (!isAddress && !isHostName(text)) {
      throw new IllegalArgumentException(
          "no certificate can be checked for the name \""
              + text
              + "\": the parts of a host name have letters, digits and hyphens inside, nothing"
              + " else; withServerName(...) checks for another name, withoutHostNameVerification()"
              + " for none");
    }
  }

  private static boolean isHostName(String name) {
    return HOST_NAME.matcher(name).matches();
  }

  /**
   * What to ask the server for; nothing for an address, as RFC 6066 section 3 says, and for a name
   * that the JDK knows no way to ask for.
   */
  Optional<SNIHostName> sni() {
    return !isAddress && isHostName(text) ? Optional.of(new SNIHostName(text)) : Optional.empty();
  }
}
