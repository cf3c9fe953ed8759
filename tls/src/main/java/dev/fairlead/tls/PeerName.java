package dev.fairlead.tls;

import dev.fairlead.net.Idna;
import java.net.InetAddress;
import java.util.Optional;
import javax.net.ssl.SNIHostName;

/**
 * The name of a peer as certificates and SNI have it.
 *
 * @param text an ASCII name without a dot at its end, or an address without brackets and scope
 */
record PeerName(String text, boolean isAddress) {

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
    String canonical = InetAddress.ofLiteral(plain).getHostAddress();
    if (plain.indexOf(':') < 0 && !plain.equals(canonical)) {
      throw new IllegalArgumentException(
          "an IPv4 address has four numbers without leading zeros: " + plain);
    }
    return Optional.of(new PeerName(canonical, true));
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** What to ask the server for; nothing for an address, as RFC 6066 section 3 says. */
  Optional<SNIHostName> sni() {
    return isAddress ? Optional.empty() : Optional.of(new SNIHostName(text));
  }
}
