package dev.fairlead.tls;

import dev.fairlead.TaskGroup;
import dev.fairlead.net.ServeOptions;
import dev.fairlead.net.TcpListener;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A TLS listener over TCP, with what only a listener of TCP has: a port, options of serving, and an
 * end in good order.
 *
 * {@snippet file="TlsTcpListenerSnippets.java" region="serve"}
 */
public final class TlsTcpListener extends TlsListener<TcpListener> {

  /** Takes over a listener. */
  public TlsTcpListener(TcpListener listener, TlsServerContext context) {
    super(listener, context);
  }

  /** Takes over a listener, with options. */
  public TlsTcpListener(
      TcpListener listener, TlsServerContext context, UnaryOperator<TlsListenerOptions> options) {
    super(listener, context, options);
  }

  /** The port of this side. */
  public int port() {
    return listener().port();
  }

  /** The address of this side; the first, where there are several. */
  public SocketAddress localAddress() {
    return listener().localAddress();
  }

  /** All addresses of this side. */
  public List<SocketAddress> localAddresses() {
    return listener().localAddresses();
  }

  /**
   * As {@link #serve(Handler)}, with options. A connection counts from the moment it is accepted,
   * before its handshake.
   */
  public void serve(Handler<? super TlsStream> handler, UnaryOperator<ServeOptions> options)
      throws IOException {
    listener().serve(handshaking(handler), options);
  }

  /** As {@link #serve(TaskGroup, Handler)}, with options. */
  public void serve(
      TaskGroup group, Handler<? super TlsStream> handler, UnaryOperator<ServeOptions> options)
      throws IOException {
    listener().serve(group, handshaking(handler), options);
  }

  /**
   * Ends serving in good order, as {@link TcpListener#drain} does: connections that are in their
   * handshake have the grace too. A checkpoint.
   */
  public void drain(Duration grace) throws IOException {
    listener().drain(grace);
  }
}
