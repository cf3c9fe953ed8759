package dev.fairlead.net;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.RunVar;
import dev.fairlead.net.internal.Addresses;
import dev.fairlead.net.internal.names.HostNames;
import dev.fairlead.net.spi.NetworkDrivers;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names and addresses: which resolver is asked, and what needs none. */
final class Names {

  private static final RunVar<Resolver> RESOLVER =
      RunVar.withInitial("resolver", () -> NetworkDrivers.current().resolver());

  private Names() {}

  static Resolver resolver() {
    return RESOLVER.get();
  }

  static void setResolver(Resolver resolver) {
    RESOLVER.set(resolver);
  }

  /** The address a text stands for, if it is one: IPv6 also in brackets, and with its scope. */
  static Optional<InetAddress> literal(String host) {
    return HostNames.literal(host);
  }

  /** The addresses of a name; those of an address in text at once. A checkpoint. */
  static List<InetAddress> resolve(Resolver resolver, String host) throws IOException {
    var all = new ArrayList<InetAddress>();
    resolve(resolver, host, all::addAll);
    return List.copyOf(all);
  }

  /** As {@link #resolve(Resolver, String)}, as the answers come. */
  static void resolve(Resolver resolver, String host, Resolver.Answers answers) throws IOException {
    Checkpoints.checkpoint();
    Optional<InetAddress> literal = literal(host);
    if (literal.isPresent()) {
      answers.found(List.of(literal.get()));
      return;
    }
    var found = new ArrayList<InetAddress>();
    resolver.resolve(
        HostNames.toAscii(host),
        some -> {
          found.addAll(some);
          answers.found(some);
        });
    if (found.isEmpty()) {
      throw new UnknownHostException(host + ": " + resolver + " found no address");
    }
  }

  /** The name of an address; the address in text if it has none. A checkpoint. */
  static String nameOf(InetSocketAddress address) throws IOException {
    Checkpoints.checkpoint();
    InetAddress inet = address.getAddress();
    if (inet == null) {
      return address.getHostString();
    }
    try {
      return resolver().nameOf(inet);
    } catch (UnknownHostException e) {
      return Addresses.format(inet);
    }
  }

  static boolean isOf(Optional<ProtocolFamily> family, InetAddress address) {
    return family.isEmpty() || family.get().equals(familyOf(address));
  }

  static ProtocolFamily familyOf(InetAddress address) {
    return address instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  static boolean sameFamily(InetAddress one, InetAddress other) {
    return familyOf(one).equals(familyOf(other));
  }

  /** The address that stands for all of this machine, in the family of another. */
  static InetAddress anyLike(InetAddress other) {
    return any(familyOf(other));
  }

  /** The address that stands for all of this machine. */
  static InetAddress any(ProtocolFamily family) {
    return InetAddress.ofLiteral(family == StandardProtocolFamily.INET6 ? "::" : "0.0.0.0");
  }
}
