package dev.fairlead.net.internal.proxy;

import dev.fairlead.net.internal.Addresses;
import dev.fairlead.net.internal.names.HostNames;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where a proxy is to connect to. It is the proxy that looks the name up.
 *
 * @param host a name in ASCII, or an address in text
 */
public record Target(String host, int port) {

  /**
   * Makes one of what a user has written.
   *
   * @throws IllegalArgumentException if no host can have that name
   */
  public static Target of(String host, int port) {
    if (host.chars().anyMatch(c -> c <= ' ' || c == 0x7F)) {
      throw new IllegalArgumentException(
          "a host has no blanks or control characters: \"" + host + "\"");
    }
    try {
      return new Target(HostNames.toAscii(host), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The address, if it is one. */
  Optional<InetAddress> address() {
    return HostNames.literal(host);
  }

  /** As it stands in requests of HTTP: addresses of IPv6 in brackets. */
  @Override
  public String toString() {
    return Addresses.hostAndPort(address().map(Addresses::formatWithoutScope).orElse(host), port);
  }
}
