package dev.fairlead.net.internal.names;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The examples of RFC 6724, section 10.2, as far as they need no knowledge of interfaces. */
class AddressOrderTest {

  private final Map<InetAddress, InetAddress> ways = new HashMap<>();

  private AddressOrderTest way(String to, String from) {
    ways.put(InetAddress.ofLiteral(to), InetAddress.ofLiteral(from));
    return this;
  }

  private void sorts(List<String> addresses, String... expected) {
    var found =
        AddressOrder.sort(
            addresses.stream().map(InetAddress::ofLiteral).toList(),
            address -> Optional.ofNullable(ways.get(address)));
    assertEquals(Arrays.stream(expected).map(InetAddress::ofLiteral).toList(), found);
  }

  @Test
  void ipv6GoesFirstWhereTheMachineHasIt() {
    way("2001:db8:1::1", "2001:db8:1::2")
        .way("198.51.100.121", "198.51.100.117")
        .sorts(List.of("198.51.100.121", "2001:db8:1::1"), "2001:db8:1::1", "198.51.100.121");
  }

  @Test
  void ipv4GoesFirstWhereIpv6IsLinkLocalOnly() {
    way("2001:db8:1::1", "fe80::1")
        .way("198.51.100.121", "198.51.100.117")
        .sorts(List.of("2001:db8:1::1", "198.51.100.121"), "198.51.100.121", "2001:db8:1::1");
  }

  @Test
  void whatCannotBeReachedGoesLast() {
    way("198.51.100.121", "198.51.100.117")
        .sorts(List.of("2001:db8:1::1", "198.51.100.121"), "198.51.100.121", "2001:db8:1::1");
  }

  @Test
  void theSmallerScopeGoesFirst() {
    way("2001:db8:1::1", "2001:db8:1::2")
        .way("fe80::1", "fe80::2")
        .sorts(List.of("2001:db8:1::1", "fe80::1"), "fe80::1", "2001:db8:1::1");
  }

  @Test
  void matchingLabelsGoFirst() {
    way("2002:c633:6401::1", "2002:c633:6401::2")
        .way("2001:db8:1::1", "2002:c633:6401::2")
        .sorts(List.of("2001:db8:1::1", "2002:c633:6401::1"), "2002:c633:6401::1", "2001:db8:1::1");
  }

  @Test
  void theHigherPrecedenceGoesFirst() {
    way("2002:c633:6401::1", "2002:c633:6401::2")
        .way("2001:db8:1::1", "2001:db8:1::2")
        .sorts(List.of("2002:c633:6401::1", "2001:db8:1::1"), "2001:db8:1::1", "2002:c633:6401::1");
  }

  @Test
  void ofIpv6TheNearerAddressGoesFirst() {
    way("2001:db8:1::1", "2001:db8:3ffe::2")
        .way("2001:db8:3f44::1", "2001:db8:3ffe::2")
        .sorts(List.of("2001:db8:1::1", "2001:db8:3f44::1"), "2001:db8:3f44::1", "2001:db8:1::1");
  }

  @Test
  void addressesOfIpv4KeepTheTurnsOfTheNameServer() {
    way("192.0.2.200", "192.0.2.1")
        .way("192.0.2.2", "192.0.2.1")
        .sorts(List.of("192.0.2.200", "192.0.2.2"), "192.0.2.200", "192.0.2.2");
  }
}
