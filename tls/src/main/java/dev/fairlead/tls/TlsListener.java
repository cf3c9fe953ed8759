package dev.fairlead.tls;

import dev.fairlead.TaskGroup;
import dev.fairlead.attribute.Attribute;
import dev.fairlead.net.TurnHandler;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.Listener;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A listener that does a TLS handshake with whoever connects to another listener, and hands on
 * those with whom it succeeds.
 *
 * {@snippet file="TlsListenerSnippets.java" region="serve"}
 *
 * <p>Each handshake is done in the task of its connection, in limited time, and only so many at
 * once; a peer that stalls, sends garbage or is refused harms no other. Handshakes that fail are
 * logged or handed to a hook, and their connections closed. Serving goes on.
 *
 * <p>After the handler the stream is closed in good order if the handler has returned; if it has
 * failed or was cancelled, without a goodbye, so that the peer does not take what it has for
 * everything. With a {@linkplain TlsListenerOptions#withFarewell farewell}, a client whose handler
 * was cancelled hears that, and then the goodbye.
 *
 * <p>Closing this listener closes the one below. Over TCP, {@link TlsTcpListener} has the options
 * of serving too, such as a limit of connections; over another listener that has such options, they
 * are used by serving that one with {@link #handshaking}.
 *
 * @param <L> the type of the listener below
 */
public sealed class TlsListener<L extends Listener<? extends ByteStream>>
    implements Listener<TlsStream> permits TlsTcpListener {

  private final L listener;
  private final TlsServerContext context;
  private final ServerHandshakes handshakes;

  /** Takes over a listener. */
  public TlsListener(L listener, TlsServerContext context) {
    this(listener, context, UnaryOperator.identity());
  }

  /** Takes over a listener, with options. */
  public TlsListener(
      L listener, TlsServerContext context, UnaryOperator<TlsListenerOptions> options) {
    this.listener = listener;
    this.context = context;
    this.handshakes = new ServerHandshakes(context, options.apply(TlsListenerOptions.defaults()));
  }

  /** The listener below: for its addresses, or to drain it. */
  public L listener() {
    return listener;
  }

  /** The certificates and options of handshakes; to reload, for instance. */
  public TlsServerContext context() {
    return context;
  }

  @Override
  public void serve(Handler<? super TlsStream> handler) throws IOException {
    listener.serve(handshaking(handler));
  }

  @Override
  public void serve(TaskGroup group, Handler<? super TlsStream> handler) throws IOException {
    listener.serve(group, handshaking(handler));
  }

  /**
   * What serves plain connections by doing a handshake and handing the stream to the handler. A
   * farewell belongs into the options of this listener: the one of the listener below is said
   * without TLS, to a connection that is closed already.
   */
  public Handler<ByteStream> handshaking(Handler<? super TlsStream> handler) {
    return transport -> handshakes.serve(transport, handler);
  }

  /**
   * What serves plain connections by turns, see {@link
   * dev.fairlead.net.SocketListener#serveByTurns}: does a handshake at the beginning, and has the
   * handler take a turn whenever the stream has something to receive.
   *
   * {@snippet file="TlsTurnsSnippets.java" region="unix"}
   *
   * <p>A farewell belongs into the options of this listener: the one of the listener below is said
   * without TLS, in the middle of the stream.
   */
  public TurnHandler<ByteStream> handshakingByTurns(TurnHandler<? super TlsStream> handler) {
    return transport -> handshakes.begin(transport, handler);
  }

  /** What has happened so far. */
  public TlsListenerStatistics statistics() {
    return handshakes.statistics();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  @Override
  public void closeForcefully() throws IOException {
    listener.closeForcefully();
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    var attributes = new HashMap<>(listener.attributes());
    attributes.put(TlsAttributes.TRUNCATION, () -> context.options().truncation());
    return attributes;
  }

  @Override
  public String toString() {
    return "TLS listener over " + listener;
  }
}
