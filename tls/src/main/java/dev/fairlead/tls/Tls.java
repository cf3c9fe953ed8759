package dev.fairlead.tls;

import dev.fairlead.net.Net;
import dev.fairlead.net.TcpConnectOptions;
import dev.fairlead.net.TcpListenOptions;
import dev.fairlead.stream.BufferedByteStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.tls.TlsHandshakeException.Reason;
import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * The short ways to TLS: over TCP in one call, and in the middle of a conversation.
 *
 * {@snippet file="TlsSnippets.java" region="connect"}
 *
 * <p>Whatever fails or is cancelled here leaves nothing open behind it.
 */
public final class Tls {

  private Tls() {}

  // ---- over TCP

  /**
   * Connects to a host by TCP, as {@link Net#connectTcp(String, int)} does, and does the handshake
   * as its client; the certificate has to be for this host. A checkpoint.
   *
   * @throws dev.fairlead.ConnectionFailedException if no address of the host could be connected to
   * @throws TlsHandshakeException if the handshake fails; it says why
   * @throws IllegalArgumentException if the host is empty or cannot be the name of one
   */
  public static TlsStream connect(String host, int port) throws IOException {
    return connect(host, port, TlsClientContext.shared());
  }

  /** As {@link #connect(String, int)}, with options. */
  public static TlsStream connect(String host, int port, UnaryOperator<TlsClientOptions> options)
      throws IOException {
    return connect(host, port, TlsClientContext.shared().with(options));
  }

  /** As {@link #connect(String, int)}, with the options and sessions of a context. */
  public static TlsStream connect(String host, int port, TlsClientContext context)
      throws IOException {
    return connect(host, port, context, UnaryOperator.identity());
  }

  /** As {@link #connect(String, int, TlsClientContext)}, with options for TCP. */
  public static TlsStream connect(
      String host, int port, TlsClientContext context, UnaryOperator<TcpConnectOptions> tcp)
      throws IOException {
    context.checkHost(host);
    return context.wrapOrClose(Net.connectTcp(host, port, tcp), host, port);
  }

  /**
   * Listens for TLS on a TCP port of all addresses of this machine; on a free one for port 0.
   *
   * {@snippet file="TlsSnippets.java" region="listen"}
   *
   * @throws java.net.BindException if the port cannot be had
   */
  public static TlsTcpListener createListener(int port, TlsServerContext context)
      throws IOException {
    return createListener(port, context, UnaryOperator.identity());
  }

  /** As {@link #createListener(int, TlsServerContext)}, with options for TCP. */
  public static TlsTcpListener createListener(
      int port, TlsServerContext context, UnaryOperator<TcpListenOptions> tcp) throws IOException {
    return new TlsTcpListener(Net.createTcpListener(port, tcp), context);
  }

  /**
   * As {@link #createListener(int, TlsServerContext)}, on all addresses of a host of this machine
   * only, as {@link Net#createTcpListener(String, int)} does.
   */
  public static TlsTcpListener createListener(String host, int port, TlsServerContext context)
      throws IOException {
    return createListener(port, context, options -> options.withLocalHost(host));
  }

  // ---- in the middle of a conversation

  /**
   * Goes on by TLS as the client, after a command such as STARTTLS was answered. A checkpoint.
   *
   * {@snippet file="TlsSnippets.java" region="upgrade"}
   *
   * <p>The plain stream cannot be used any more; the transport below belongs to the new stream and
   * is closed if this fails.
   *
   * @param host the name or address of the server, which its certificate has to be for
   * @throws TlsHandshakeException if the handshake fails, or if the server has already sent more in
   *     plain than what was received from the stream: somebody on the way may have put it there
   * @throws IllegalArgumentException if the host is empty or cannot be the name of one
   */
  public static TlsStream upgradeClient(
      BufferedByteStream plain, String host, TlsClientContext context) throws IOException {
    context.checkHost(host);
    return context.wrapOrClose(released(plain), host, TlsClientContext.NO_PORT);
  }

  /**
   * Goes on by TLS as the server, after a command such as STARTTLS has come and was answered. A
   * checkpoint.
   *
   * <p>The plain stream cannot be used any more; the transport below belongs to the new stream and
   * is closed if this fails.
   *
   * @throws TlsHandshakeException if the handshake fails, or if the client has already sent more in
   *     plain than what was received from the stream: somebody on the way may have put it there
   */
  public static TlsStream upgradeServer(BufferedByteStream plain, TlsServerContext context)
      throws IOException {
    return context.wrapOrClose(released(plain));
  }

  private static ByteStream released(BufferedByteStream plain) throws IOException {
    var released = plain.releaseStream();
    int early = released.rest().remaining();
    if (early > 0) {
      var refusal =
          new TlsHandshakeException(
              Reason.NOT_TLS,
              "there is more in plain where TLS has to begin: "
                  + early
                  + " bytes; somebody on the way may have put them there to have them taken for"
                  + " encrypted ones, so the connection is closed",
              new IllegalStateException("plain bytes before the handshake"));
      Closing.forcefully(released.stream(), refusal);
      throw refusal;
    }
    return released.stream();
  }
}
