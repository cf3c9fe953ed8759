package dev.fairlead.net.internal.connect;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Addresses whose turn to be tried has not come. Families take turns (RFC 8305 section 4),
 * beginning with that of the first address; within a family the order is that of the resolver.
 *
 * @param known all addresses there ever were, so that none is tried twice
 * @param ipv6 those of IPv6 that wait
 * @param ipv4 those of IPv4 that wait
 * @param ipv6Next whose turn it is
 */
record Waiting(
    List<InetAddress> known, List<InetAddress> ipv6, List<InetAddress> ipv4, boolean ipv6Next) {

  static Waiting of(List<InetAddress> addresses) {
    boolean ipv6First = !addresses.isEmpty() && isIpv6(addresses.get(0));
    return new Waiting(List.of(), List.of(), List.of(), ipv6First).plus(addresses);
  }

  static boolean isIpv6(InetAddress address) {
    return address instanceof Inet6Address;
  }

  /** These and some more, at the end of their families. */
  Waiting plus(List<InetAddress> more) {
    var all = new ArrayList<>(known);
    var six = new ArrayList<>(ipv6);
    var four = new ArrayList<>(ipv4);
    for (InetAddress address : more) {
      if (!all.contains(address)) {
        all.add(address);
        (isIpv6(address) ? six : four).add(address);
      }
    }
    return new Waiting(all, six, four, ipv6Next);
  }

  /** The address whose turn it is; empty if none waits. */
  Optional<InetAddress> first() {
    return family().stream().findFirst();
  }

  /** The family whose turn it is, or the other one if that has run out. */
  private List<InetAddress> family() {
    List<InetAddress> preferred = ipv6Next ? ipv6 : ipv4;
    return !preferred.isEmpty() ? preferred : ipv6Next ? ipv4 : ipv6;
  }

  /** The others, once the first has its turn. */
  Waiting rest() {
    List<InetAddress> family = family();
    List<InetAddress> rest = family.subList(1, family.size());
    return isIpv6(family.get(0))
        ? new Waiting(known, rest, ipv4, false)
        : new Waiting(known, ipv6, rest, true);
  }
}
