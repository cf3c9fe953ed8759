package dev.fairlead.net;

import dev.fairlead.Deadline;
import dev.fairlead.attribute.Attribute;
import java.net.ProtocolFamily;
import java.net.SocketAddress;

/**
 * What sockets and listeners say about themselves, also through a wrapper such as TLS.
 *
 * {@snippet file="TcpSnippets.java" region="attributes"}
 */
public final class SocketAttribute {

  /** The family of addresses. */
  public static final Attribute<ProtocolFamily> FAMILY =
      Attribute.of("socket family", ProtocolFamily.class);

  /** The address of this side. */
  public static final Attribute<SocketAddress> LOCAL_ADDRESS =
      Attribute.of("local address", SocketAddress.class);

  /** The port of this side. Not for UNIX sockets. */
  public static final Attribute<Integer> LOCAL_PORT = Attribute.of("local port", Integer.class);

  /** The address of the other side. Connected sockets only. */
  public static final Attribute<SocketAddress> REMOTE_ADDRESS =
      Attribute.of("remote address", SocketAddress.class);

  /** The port of the other side. Connected sockets only, and not for UNIX sockets. */
  public static final Attribute<Integer> REMOTE_PORT = Attribute.of("remote port", Integer.class);

  /** The object below, such as a channel of the JDK. Whoever uses it works past this library. */
  public static final Attribute<Object> RAW_SOCKET = Attribute.of("raw socket", Object.class);

  /** How many bytes this program was given. Streams and datagram sockets. */
  public static final Attribute<Long> BYTES_RECEIVED = Attribute.of("bytes received", Long.class);

  /** How many bytes the system has taken to send. Streams and datagram sockets. */
  public static final Attribute<Long> BYTES_SENT = Attribute.of("bytes sent", Long.class);

  /** How many datagrams this program was given. Datagram sockets only. */
  public static final Attribute<Long> DATAGRAMS_RECEIVED =
      Attribute.of("datagrams received", Long.class);

  /** How many datagrams the system has taken to send. Datagram sockets only. */
  public static final Attribute<Long> DATAGRAMS_SENT = Attribute.of("datagrams sent", Long.class);

  /** How many connections were accepted. Listeners only. */
  public static final Attribute<Long> CONNECTIONS_ACCEPTED =
      Attribute.of("connections accepted", Long.class);

  /** How many connections are being served. Listeners only. */
  public static final Attribute<Long> CONNECTIONS_ACTIVE =
      Attribute.of("connections active", Long.class);

  /** When the socket was opened, on the clock of the runtime. All sockets and listeners. */
  public static final Attribute<Deadline> OPENED_AT = Attribute.of("opened at", Deadline.class);

  private SocketAttribute() {}
}
