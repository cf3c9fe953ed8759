package dev.fairlead.tls;

import dev.fairlead.stream.ByteStream;
import java.io.IOException;

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
