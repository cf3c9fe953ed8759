package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fairlead.net.internal.Addresses;
import dev.fairlead.net.internal.proxy.ProxyHeaderReader;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Who has connected to a load balancer, as it says at the start of each connection that it passes
 * on: the header of the PROXY protocol.
 *
 * {@snippet file="ProxySnippets.java" region="header"}
 *
 * <p>Anybody can say anything: believe it only where nobody but the load balancer can connect.
 *
 * @param source the address of who has connected; empty if the load balancer does not know, or
 *     speaks for itself, as in a check of health
 * @param destination the address that was connected to; empty as the source is
 */
public record ProxyHeader(
    Optional<InetSocketAddress> source, Optional<InetSocketAddress> destination) {

  /** The header of a connection that is nobody else's. */
  public static final ProxyHeader UNKNOWN = new ProxyHeader(Optional.empty(), Optional.empty());

  /**
   * The header of a connection from one address to another.
   *
   * @throws IllegalArgumentException if one is not resolved
   */
  public static ProxyHeader of(InetSocketAddress source, InetSocketAddress destination) {
    if (source.isUnresolved() || destination.isUnresolved()) {
      throw new IllegalArgumentException(
          "both must be addresses, not names: " + source + ", " + destination);
    }
    return new ProxyHeader(Optional.of(source), Optional.of(destination));
  }

  /**
   * Receives a header of version 1 or 2, and no byte of what follows. A checkpoint; when it is
   * cancelled, a part may have been received.
   *
   * @throws java.net.ProtocolException if the stream starts with something else
   * @throws dev.fairlead.EndOfStreamException if the stream ends before the header does
   */
  public static ProxyHeader receive(ByteReceiveStream stream) throws IOException {
    return new ProxyHeaderReader(stream).read();
  }

  /** Sends the header in version 1, which is text and understood everywhere. A checkpoint. */
  public void send(ByteSendStream stream) throws IOException {
    stream.send((line() + "\r\n").getBytes(US_ASCII));
  }

  private String line() {
    if (source.isEmpty() || destination.isEmpty()) {
      return "PROXY UNKNOWN";
    }
    InetSocketAddress from = source.get();
    InetSocketAddress to = destination.get();
    boolean v6 = isV6(from) || isV6(to);
    return String.join(
        " ",
        "PROXY",
        v6 ? "TCP6" : "TCP4",
        text(from, v6),
        text(to, v6),
        String.valueOf(from.getPort()),
        String.valueOf(to.getPort()));
  }

  private static boolean isV6(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address;
  }

  private static String text(InetSocketAddress address, boolean v6) {
    String text = Addresses.formatWithoutScope(address.getAddress());
    return v6 && !isV6(address) ? "::ffff:" + text : text;
  }
}
