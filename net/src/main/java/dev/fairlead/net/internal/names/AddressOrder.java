package dev.fairlead.net.internal.names;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The order in which addresses of a host are best tried: the rules of RFC 6724, section 6, as far
 * as they can be decided from the addresses alone. The JDK puts IPv4 first whatever the machine can
 * do.
 */
final class AddressOrder {

  private static final int LINK_LOCAL_SCOPE = 2;
  private static final int SITE_LOCAL_SCOPE = 5;
  private static final int GLOBAL_SCOPE = 14;

  /** A row of the table of section 2.1. */
  private record Policy(String prefix, int bits, int precedence, int label) {
    boolean covers(byte[] address) {
      byte[] wanted = InetAddress.ofLiteral(prefix).getAddress();
      return commonBits(wanted, address) >= bits;
    }
  }

  /** Longest prefixes first. Prefixes of IPv4 are told by family instead, see {@link #policy}. */
  private static final List<Policy> POLICIES =
      List.of(
          new Policy("::1", 128, 50, 0),
          new Policy("::", 96, 1, 3),
          new Policy("2001::", 32, 5, 5),
          new Policy("2002::", 16, 30, 2),
          new Policy("3ffe::", 16, 1, 12),
          new Policy("fec0::", 10, 1, 11),
          new Policy("fc00::", 7, 3, 13),
          new Policy("::", 0, 40, 1));

  private static final Policy IPV4 = new Policy("::ffff:0:0", 96, 35, 4);

  private final Map<InetAddress, Optional<InetAddress>> sources = new HashMap<>();

  private AddressOrder(
      List<InetAddress> addresses, Function<InetAddress, Optional<InetAddress>> sourceOf) {
    addresses.forEach(address -> sources.put(address, sourceOf.apply(address)));
  }

  /**
   * Sorts addresses, the best first.
   *
   * @param sourceOf the address of this machine that would be used to talk to another; empty if
   *     there is no way
   */
  static List<InetAddress> sort(
      List<InetAddress> addresses, Function<InetAddress, Optional<InetAddress>> sourceOf) {
    return addresses.stream().sorted(new AddressOrder(addresses, sourceOf).comparator()).toList();
  }

  private Comparator<InetAddress> comparator() {
    return Comparator.comparing((InetAddress a) -> source(a).isEmpty()) // rule 1
        .thenComparing(a -> !matches(a, AddressOrder::scope)) // rule 2
        .thenComparing(a -> !matches(a, b -> policy(b).label)) // rule 5
        .thenComparingInt(a -> -policy(a).precedence) // rule 6
        .thenComparingInt(AddressOrder::scope) // rule 8
        .thenComparingInt(a -> -commonBitsWithSource(a)); // rule 9
  }

  private boolean matches(InetAddress address, Function<InetAddress, Integer> property) {
    return source(address)
        .filter(source -> property.apply(source).equals(property.apply(address)))
        .isPresent();
  }

  private Optional<InetAddress> source(InetAddress address) {
    return sources.getOrDefault(address, Optional.empty());
  }

  /** Of IPv6 only: for IPv4 it would undo the turns a name server lets its addresses take. */
  private int commonBitsWithSource(InetAddress address) {
    return address instanceof Inet6Address
        ? source(address).map(s -> commonBits(s.getAddress(), address.getAddress())).orElse(0)
        : 0;
  }

  private static Policy policy(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return IPV4;
    }
    byte[] bytes = address.getAddress();
    return POLICIES.stream().filter(row -> row.covers(bytes)).findFirst().orElseThrow();
  }

  /** Private addresses of IPv4 count as global, those of this machine as link-local (3.2). */
  private static int scope(InetAddress address) {
    if (address.isLinkLocalAddress() || address.isLoopbackAddress()) {
      return LINK_LOCAL_SCOPE;
    }
    return address instanceof Inet6Address && address.isSiteLocalAddress()
        ? SITE_LOCAL_SCOPE
        : GLOBAL_SCOPE;
  }

  private static int commonBits(byte[] one, byte[] other) {
    int length = Math.min(one.length, other.length);
    for (int i = 0; i < length; i++) {
      int different = (one[i] ^ other[i]) & 0xff;
      if (different != 0) {
        return i * 8 + Integer.numberOfLeadingZeros(different) - 24;
      }
    }
    return length * 8;
  }
}
