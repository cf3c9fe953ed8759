package dev.fairlead.net;

import java.net.InetAddress;
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

  /** What is to be found out before it can be bound: a name, or nothing. */
  Optional<String> name() {
    return host.isEmpty() ? Optional.empty() : Optional.of(host);
  }

  boolean isAny() {
    return host.isEmpty() && addresses.isEmpty();
  }
}
