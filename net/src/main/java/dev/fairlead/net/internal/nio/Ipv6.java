package dev.fairlead.net.internal.nio;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.UnsupportedAddressTypeException;

/**
 * Says what the JDK does not where there is no IPv6, because this machine has none or because of
 * {@code -Djava.net.preferIPv4Stack=true}, and where an address of it is not complete.
 */
final class Ipv6 {

  private static final String MISSING =
      "this machine, or this JVM as it was started, has no IPv6; use an address of IPv4";

  private Ipv6() {}

  /** Opens a channel of a family, or gives one an address. */
  @FunctionalInterface
  interface Step<T> {
    /** Does it. */
    T go() throws IOException;
  }

  /** A channel of a family. */
  static <T> T opened(Step<T> opening) throws IOException {
    try {
      return opening.go();
    } catch (UnsupportedOperationException e) {
      throw missing(e);
    }
  }

  /** What a channel of any family that there is makes of an address. */
  static <T> T reached(InetSocketAddress address, Step<T> step) throws IOException {
    try {
      return step.go();
    } catch (UnsupportedAddressTypeException e) {
      throw missing(e);
    } catch (SocketException e) {
      throw lacksDevice(address.getAddress()) ? withoutDevice(e) : e;
    }
  }

  private static boolean lacksDevice(InetAddress address) {
    return address instanceof Inet6Address ipv6
        && ipv6.isLinkLocalAddress()
        && ipv6.getScopeId() == 0;
  }

  private static SocketException withoutDevice(SocketException cause) {
    var failure =
        new SocketException(
            cause.getMessage() + "; an address of a link needs its device, as in fe80::1%eth0");
    failure.initCause(cause);
    return failure;
  }

  private static SocketException missing(RuntimeException cause) {
    var failure = new SocketException(MISSING);
    failure.initCause(cause);
    return failure;
  }
}
