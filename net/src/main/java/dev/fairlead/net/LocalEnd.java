package dev.fairlead.net;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.util.List;
import java.util.Optional;

/**
 * The end on this side, as options describe it.
 *
 * @param host a name to look up; empty for none
 * @param addresses addresses; none of them where there is a name
 * @param port 0 for what the system chooses
 */
record LocalEnd(String host, List<InetAddress> addresses, int port) {

  static final LocalEnd ANY = new LocalEnd("", List.of(), 0);

  LocalEnd {
    Checks.port(port);
  }

  LocalEnd withHost(String name) {
    return new LocalEnd(name, List.of(), port);
  }

  LocalEnd withAddresses(List<InetAddress> some) {
    return new LocalEnd("", List.copyOf(some), port);
  }

  LocalEnd withPort(int number) {
    return new LocalEnd(host, addresses, number);
  }

  /**
   * Its addresses of a family, each once; none where any will do.
   *
   * @throws BindException if it has none of that family
   */
  List<InetAddress> addresses(Optional<ProtocolFamily> family) throws IOException {
    List<InetAddress> all = host.isEmpty() ? addresses : Names.resolve(Names.resolver(), host);
    List<InetAddress> usable =
        all.stream().filter(address -> Names.isOf(family, address)).distinct().toList();
    if (usable.isEmpty() && !isAny()) {
      throw new BindException(
          "cannot bind "
              + (host.isEmpty() ? "an address" : host)
              + " of family "
              + family.map(Object::toString).orElse("(any)")
              + ": there is only "
              + all);
    }
    return usable;
  }

  /** What is to be found out before it can be bound: a name, or nothing. */
  Optional<String> name() {
    return host.isEmpty() ? Optional.empty() : Optional.of(host);
  }

  boolean isAny() {
    return host.isEmpty() && addresses.isEmpty();
  }
}
