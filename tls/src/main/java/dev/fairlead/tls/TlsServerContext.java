package dev.fairlead.tls;

import dev.fairlead.stream.ByteStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * The server side of TLS, ready for any number of connections: options, and what lets a client that
 * comes back skip half of the handshake.
 *
 * {@snippet file="TlsContextSnippets.java" region="server"}
 *
 * <p>{@link #reload} replaces certificates, and whatever else is to change, while the server runs:
 * connections that are there stay as they are, handshakes that begin afterwards have the new ones.
 * Any thread may use and reload it.
 */
public final class TlsServerContext {

  // RFC 8446 section 4.6.1. With a longer one the JDK gives no tickets at all.
  private static final Duration LONGEST_SESSION = Duration.ofDays(7);

  /** What a handshake begins with. */
  private record Current(TlsServerSettings settings, HandshakeBasis basis) {}

  // Any thread.
  private final AtomicReference<Current> current;

  private TlsServerContext(Current current) {
    this.current = new AtomicReference<>(current);
  }

  /**
   * Makes a context.
   *
   * @throws IllegalArgumentException if there is no identity, or options contradict each other or
   *     name what does not exist
   */
  public static TlsServerContext create(UnaryOperator<TlsServerOptions> options) {
    return new TlsServerContext(
        prepare((TlsServerSettings) options.apply(TlsServerOptions.defaults())));
  }

  /**
   * Changes the options for all handshakes to come. If that fails, everything stays as it was.
   * Sessions of before are not resumed any more.
   *
   * <p>Of two calls at the same time the later one changes what the other has left: its change may
   * be called twice.
   *
   * @throws IllegalArgumentException if there is no identity, or options contradict each other or
   *     name what does not exist
   */
  public void reload(UnaryOperator<TlsServerOptions> change) {
    Current before;
    Current after;
    do {
      before = current.get();
      after = prepare((TlsServerSettings) change.apply(before.settings));
    } while (!current.compareAndSet(before, after));
  }

  private static Current prepare(TlsServerSettings settings) {
    return new Current(
        settings,
        HandshakeBasis.of(settings.shared(), handshakes -> contextOf(settings, handshakes)));
  }

  private static SSLContext contextOf(TlsServerSettings settings, OngoingHandshakes handshakes) {
    if (settings.identities().isEmpty()) {
      throw new IllegalArgumentException(
          "a server needs a certificate: withIdentity(TlsIdentity.fromPem(...))");
    }
    SSLContext sslContext =
        SslContexts.create(settings.identities(), settings.clientTrust().orElse(null), handshakes);
    long seconds = Math.min(settings.sessionTimeout().toSeconds(), LONGEST_SESSION.toSeconds());
    sslContext.getServerSessionContext().setSessionTimeout((int) seconds);
    return sslContext;
  }

  /** The options of handshakes that begin now. */
  public TlsServerOptions options() {
    return current.get().settings;
  }

  /** The context of the JDK below, for handshakes that begin now. */
  public SSLContext sslContext() {
    return current.get().basis.sslContext();
  }

  /** Prepares a handshake. */
  Handshake handshake(ByteStream transport) {
    Current now = current.get();
    SSLEngine engine = now.basis.sslContext().createSSLEngine();
    return now.basis.handshake(
        transport, engine, false, parameters -> withClients(parameters, now.settings));
  }

  /** Does a handshake, and closes the transport if that fails. */
  TlsStream wrapOrClose(ByteStream transport) throws IOException {
    try {
      return handshake(transport).perform();
    } catch (IOException | RuntimeException | Error failure) {
      Closing.forcefully(transport, failure);
      throw failure;
    }
  }

  private static SSLParameters withClients(SSLParameters parameters, TlsServerSettings settings) {
    switch (settings.clientAuthentication()) {
      case NONE -> parameters.setNeedClientAuth(false);
      case REQUESTED -> parameters.setWantClientAuth(true);
      case REQUIRED -> parameters.setNeedClientAuth(true);
    }
    if (settings.knownNamesOnly()) {
      parameters.setSNIMatchers(List.of(ServerNames.knownTo(settings.identities())));
    }
    return parameters;
  }

  @Override
  public String toString() {
    return "TLS server context, " + current.get().settings.identities();
  }
}
