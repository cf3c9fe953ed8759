package dev.fairlead.tls;

import dev.fairlead.TaskGroup;
import dev.fairlead.net.ServeOptions;
import dev.fairlead.net.TcpListener;
import dev.fairlead.net.TurnHandler;
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
   *
   * @throws IllegalArgumentException if there is a farewell: it would be said to the connection
   *     below, without TLS; choose one with {@link TlsListenerOptions#withFarewell}
   */
  public void serve(Handler<? super TlsStream> handler, UnaryOperator<ServeOptions> options)
      throws IOException {
    listener().serve(handshaking(handler), o -> withoutFarewell(options.apply(o)));
  }

  /**
   * As {@link #serve(TaskGroup, Handler)}, with options.
   *
   * @throws IllegalArgumentException if there is a farewell, as above
   */
  public void serve(
      TaskGroup group, Handler<? super TlsStream> handler, UnaryOperator<ServeOptions> options)
      throws IOException {
    listener().serve(group, handshaking(handler), o -> withoutFarewell(options.apply(o)));
  }

  /**
   * Serves connections that are silent most of the time by turns, as {@link
   * TcpListener#serveByTurns(TurnHandler)} does: between two of them a connection has neither a
   * task nor a stack. Its handshake waits in a task.
   *
   * {@snippet file="TlsTurnsSnippets.java" region="tcp"}
   *
   * <p>A connection that comes to its end is closed in good order, also between two turns; one
   * whose turn has failed, without a goodbye.
   */
  public void serveByTurns(TurnHandler<? super TlsStream> handler) throws IOException {
    serveByTurns(handler, UnaryOperator.identity());
  }

  /**
   * As {@link #serveByTurns(TurnHandler)}, with options.
   *
   * @throws IllegalArgumentException if there is a farewell: it would be said to the connection
   *     below, without TLS; choose one with {@link TlsListenerOptions#withFarewell}
   */
  public void serveByTurns(
      TurnHandler<? super TlsStream> handler, UnaryOperator<ServeOptions> options)
      throws IOException {
    listener().serveByTurns(handshakingByTurns(handler), o -> withoutFarewell(options.apply(o)));
  }

  private static ServeOptions withoutFarewell(ServeOptions options) {
    if (!options.farewellLimit().isZero()) {
      throw new IllegalArgumentException(
          "this farewell, of up to "
              + options.farewellLimit()
              + ", would be said below TLS; choose it in the TlsListenerOptions of the listener,"
              + " whose withFarewell is said over TLS");
    }
    return options;
  }

  /**
   * Ends serving in good order, as {@link TcpListener#drain} does: connections that are in their
   * handshake have the grace too. A checkpoint.
   */
  public void drain(Duration grace) throws IOException {
    listener().drain(grace);
  }
}
