package dev.fairlead.tls;

import dev.fairlead.stream.ByteStream;
import java.io.IOException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLEngine;

/**
 * A byte stream that is encrypted by TLS on its way over another byte stream.
 *
 * {@snippet file="TlsStreamSnippets.java" region="wrap"}
 *
 * <p>One task may receive while another sends; neither waits for the other, whatever the protocol
 * has to say in between. What the stream knows about the connection is in {@link TlsAttributes};
 * the attributes of the transport shine through.
 *
 * <p>Cancellation: a cancelled receive has lost nothing. A cancelled send has taken what the
 * position of the buffers says. That part is encrypted already and is sent before anything else by
 * the next send, or by {@link #close}; no record is ever cut in two.
 *
 * <p>The end: the peer says when it is done, so an end that somebody else has caused is told apart
 * from it. What happens then says {@link TlsTruncation}; {@link #end} tells how it ended.
 *
 * <p>Closing: {@link #close} tells the peer that this side is done, throws away what the peer still
 * sends until the peer is done too, for a limited time, and closes the transport. It throws nothing
 * if the peer is gone. {@link #closeForcefully} closes the transport at once. Any task may close;
 * tasks that receive or send get a {@code ClosedResourceException}.
 */
public sealed interface TlsStream extends ByteStream permits EngineTlsStream {

  /**
   * Does the handshake with a server as its client, with the default options. A checkpoint.
   *
   * <p>The transport is not closed if that fails.
   *
   * @param host the name or address of the server, which its certificate has to be for
   * @throws TlsHandshakeException if the handshake fails; it says why
   * @throws IllegalArgumentException if the host is empty or cannot be the name of one
   */
  static TlsStream wrapClient(ByteStream transport, String host) throws IOException {
    return wrapClient(transport, host, TlsClientContext.shared());
  }

  /** As {@link #wrapClient(ByteStream, String)}, with options. */
  static TlsStream wrapClient(
      ByteStream transport, String host, UnaryOperator<TlsClientOptions> options)
      throws IOException {
    return wrapClient(transport, host, TlsClientContext.shared().with(options));
  }

  /** As {@link #wrapClient(ByteStream, String)}, with the options and sessions of a context. */
  static TlsStream wrapClient(ByteStream transport, String host, TlsClientContext context)
      throws IOException {
    return context.wrap(transport, host, TlsClientContext.NO_PORT);
  }

  /**
   * Does the handshake with a client as its server. A checkpoint.
   *
   * <p>The transport is not closed if that fails.
   *
   * @throws TlsHandshakeException if the handshake fails; it says why
   */
  static TlsStream wrapServer(ByteStream transport, TlsServerContext context) throws IOException {
    return context.handshake(transport).perform();
  }

  /**
   * Does the handshake with an engine of any provider, prepared for one side or the other. A
   * checkpoint.
   *
   * <p>The transport is not closed if that fails.
   *
   * @throws TlsHandshakeException if the handshake fails; it says why
   */
  static TlsStream wrap(ByteStream transport, SSLEngine engine) throws IOException {
    return EngineTlsStream.handshake(transport, engine, StreamSettings.DEFAULTS, Resumption.byAge())
        .perform();
  }

  /**
   * Tells the peer that nothing more will be sent; receiving goes on. Needs TLS 1.3. A checkpoint.
   *
   * @throws UnsupportedOperationException if the protocol is older: there the peer would take it
   *     for the end of both directions
   */
  @Override
  void sendEof() throws IOException;

  /**
   * Ends TLS and gives the transport back in plain: says that this side is done and waits until the
   * peer has said so too. Afterwards this stream is closed and the transport is not. A checkpoint.
   *
   * <p>If it is cancelled, or fails because there is something to receive, it can be repeated.
   *
   * @throws IllegalStateException if the peer has sent data that nobody has received; receive until
   *     the end first
   * @throws dev.fairlead.BrokenResourceException if the transport ends or breaks before the peer
   *     has said that it is done
   */
  TlsUnwrapped unwrap() throws IOException;

  /**
   * Changes the keys of both directions. TLS does so by itself long before a key is worn out. Needs
   * TLS 1.3. A checkpoint.
   *
   * @throws UnsupportedOperationException if the protocol is older
   */
  void updateKeys() throws IOException;

  /** How far the peer has come in sending, also after this stream was closed. */
  TlsEnd end();

  /** The stream below. Whoever sends or receives on it breaks this one. */
  ByteStream transport();
}
