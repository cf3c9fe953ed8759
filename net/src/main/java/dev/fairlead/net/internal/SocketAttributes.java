package dev.fairlead.net.internal;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.net.SocketAttribute;
import dev.fairlead.net.spi.SocketTransport;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.util.Map;
import java.util.function.Supplier;

/** The attributes that sockets have in common. */
public final class SocketAttributes {

  private SocketAttributes() {}

  /** Adds what every socket knows. */
  public static void addLocal(
      Map<Attribute<?>, Supplier<?>> attributes, SocketTransport transport) {
    SocketAddress local = transport.localAddress();
    attributes.put(SocketAttribute.FAMILY, () -> family(local));
    attributes.put(SocketAttribute.LOCAL_ADDRESS, () -> local);
    if (local instanceof InetSocketAddress inet) {
      attributes.put(SocketAttribute.LOCAL_PORT, inet::getPort);
    }
    transport.raw().ifPresent(raw -> attributes.put(SocketAttribute.RAW_SOCKET, () -> raw));
  }

  /** Adds what a connected socket knows of the other side. */
  public static void addRemote(Map<Attribute<?>, Supplier<?>> attributes, SocketAddress remote) {
    attributes.put(SocketAttribute.REMOTE_ADDRESS, () -> remote);
    if (remote instanceof InetSocketAddress inet) {
      attributes.put(SocketAttribute.REMOTE_PORT, inet::getPort);
    }
  }

  /** The family an address belongs to. */
  public static ProtocolFamily family(SocketAddress address) {
    if (address instanceof InetSocketAddress inet) {
      return inet.getAddress() instanceof Inet6Address
          ? StandardProtocolFamily.INET6
          : StandardProtocolFamily.INET;
    }
    return StandardProtocolFamily.UNIX;
  }
}
