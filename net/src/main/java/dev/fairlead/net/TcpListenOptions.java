package dev.fairlead.net;

import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.net.SocketOption;

/**
 * Options of {@link Net#createTcpListener}.
 *
 * {@snippet file="TcpSnippets.java" region="listen-options"}
 */
public sealed interface TcpListenOptions permits TcpListenSettings {

  /** As many waiting connections as can be asked for; the system has a limit of its own. */
  int MAX_BACKLOG = 65_536;

  /** All addresses of this machine, the longest backlog, small packets sent at once. */
  static TcpListenOptions defaults() {
    return TcpListenSettings.DEFAULTS;
  }

  /** How many connections may wait to be accepted. */
  int backlog();

  /** Whether other sockets may listen on the same port. */
  boolean reusePort();

  /** Whether there is a socket, with a task that accepts, for each loop of the runtime. */
  boolean acceptorPerLoop();

  /** Listens on all addresses of a name only. */
  TcpListenOptions withLocalHost(String host);

  /** Listens on these addresses only, all with the same port. */
  TcpListenOptions withLocalAddresses(InetAddress... addresses);

  /**
   * Listens on addresses of one family only. The JDK lets a socket on all addresses of IPv6 take
   * connections over IPv4 too; who wants none says which addresses.
   */
  TcpListenOptions withFamily(ProtocolFamily family);

  /** Limits how many connections may wait to be accepted. */
  TcpListenOptions withBacklog(int backlog);

  /**
   * Lets other sockets listen on the same port, of this process or another; the system spreads
   * connections over them.
   */
  TcpListenOptions withReusePort();

  /**
   * Listens with as many sockets on the same port as the runtime has loops (see {@code
   * LoopOptions.withLoops}), each with a task of its own that accepts, so that very many new
   * connections a second keep more than one processor busy. Includes {@link #withReusePort}.
   */
  TcpListenOptions withAcceptorPerLoop();

  /** Sets an option of the listening socket, before it is bound. */
  <T> TcpListenOptions withOption(SocketOption<T> option, T value);

  /** Sets an option of every accepted connection. */
  <T> TcpListenOptions withConnectionOption(SocketOption<T> option, T value);
}
