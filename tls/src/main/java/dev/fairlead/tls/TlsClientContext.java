package dev.fairlead.tls;

import dev.fairlead.CancelScope;
import dev.fairlead.DeadlineExceededException;
import dev.fairlead.net.TurnHandler;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.tls.TlsHandshakeException.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The client side of TLS, ready for any number of connections: options, and the sessions that let
 * the next connection to the same host skip half of the handshake.
 *
 * {@snippet file="TlsContextSnippets.java" region="client"}
 *
 * <p>Make one and keep it: sessions are resumed between connections of one context only. Immutable
 * but for its sessions; any thread may use it.
 */
public final class TlsClientContext {

  // The JDK keeps no sessions for a port of -1, so this is another number that no port has.
  static final int NO_PORT = 0;

  // One for all, with the default options. Not made with a class, since that may fail.
  private static final AtomicReference<@Nullable TlsClientContext> SHARED = new AtomicReference<>();

  private final TlsClientSettings settings;
  private final HandshakeBasis basis;

  private TlsClientContext(TlsClientSettings settings, HandshakeBasis basis) {
    this.settings = settings;
    this.basis = basis;
  }

  /**
   * The context with the default options, which all who have no other share.
   *
   * @throws IllegalStateException if the JDK cannot read the store of the authorities it trusts
   */
  public static TlsClientContext shared() {
    TlsClientContext known = SHARED.get();
    if (known != null) {
      return known;
    }
    TlsClientContext made = create(UnaryOperator.identity());
    TlsClientContext first = SHARED.compareAndExchange(null, made);
    return first == null ? made : first;
  }

  /**
   * Makes a context.
   *
   * @throws IllegalArgumentException if options contradict each other or name what does not exist
   */
  public static TlsClientContext create(UnaryOperator<TlsClientOptions> options) {
    var settings = (TlsClientSettings) options.apply(TlsClientOptions.defaults());
    return create(settings);
  }

  private static TlsClientContext create(TlsClientSettings settings) {
    List<TlsIdentity> identities = settings.identity().stream().toList();
    var basis =
        HandshakeBasis.of(
            settings.shared(),
            handshakes -> SslContexts.create(identities, settings.trust(), handshakes));
    return new TlsClientContext(settings, basis);
  }

  /**
   * Makes a context that differs from this one. Unless trust or identity differ, it has the same
   * sessions.
   *
   * @throws IllegalArgumentException if options contradict each other or name what does not exist
   */
  public TlsClientContext with(UnaryOperator<TlsClientOptions> change) {
    var changed = (TlsClientSettings) change.apply(settings);
    boolean same =
        changed.trust() == settings.trust()
            && changed.identity().equals(settings.identity())
            && changed.sslContext().equals(settings.sslContext());
    return same ? new TlsClientContext(changed, basis.with(changed.shared())) : create(changed);
  }

  /** The options of this context. */
  public TlsClientOptions options() {
    return settings;
  }

  /** The context of the JDK below. */
  public SSLContext sslContext() {
    return basis.sslContext();
  }

  /**
   * Does a handshake, within the time of the options.
   *
   * @param port part of the key under which sessions are kept, or {@link #NO_PORT}
   */
  EngineTlsStream wrap(ByteStream transport, String host, int port) throws IOException {
    Optional<PeerName> name = nameOf(host);
    Handshake handshake =
        basis.handshake(transport, newEngine(name, port), true, given -> withName(given, name));
    CancelScope limit = CancelScope.failAfter(settings.handshakeTimeout());
    try {
      return limit.call(handshake::perform);
    } catch (DeadlineExceededException late) {
      if (limit.cancelledCaught()) {
        throw timedOut(late);
      }
      throw late; // Of the transport.
    }
  }

  private IOException timedOut(DeadlineExceededException late) {
    return new TlsHandshakeException(
        Reason.TIMED_OUT,
        "the TLS handshake with the server failed: it was not done within "
            + settings.handshakeTimeout()
            + ", because the server stalled; withHandshakeTimeout(...) allows more",
        late);
  }

  /** As {@link #wrap}, and closes the transport if that fails. */
  EngineTlsStream wrapOrClose(ByteStream transport, String host, int port) throws IOException {
    try {
      return wrap(transport, host, port);
    } catch (IOException | RuntimeException | Error failure) {
      Closing.forcefully(transport, failure);
      throw failure;
    }
  }

  /**
   * What serves connections that this program has made by turns, see {@link
   * dev.fairlead.net.HandoverListener}: does a handshake as client at the beginning, and has the
   * handler take a turn whenever the stream has something to receive.
   *
   * {@snippet file="TlsTurnsSnippets.java" region="client"}
   *
   * <p>A handshake that is not done within {@link TlsClientOptions#handshakeTimeout} fails, which
   * is reported as the failure of a handler is.
   *
   * @param host the name or address of the server, which its certificate has to be for
   * @throws IllegalArgumentException if the host is empty or cannot be the name of one
   */
  public TurnHandler<ByteStream> handshakingByTurns(
      String host, TurnHandler<? super TlsStream> handler) {
    checkHost(host);
    return transport ->
        TlsTurn.begin(wrapOrClose(transport, host, NO_PORT), handler, LastWords.NONE);
  }

  /**
   * Checks a host before anything is done with it.
   *
   * @throws IllegalArgumentException if it cannot be the name of one, or is empty although names
   *     are verified
   */
  void checkHost(String host) {
    nameOf(host);
  }

  private SSLEngine newEngine(Optional<PeerName> name, int port) {
    return name.map(known -> sslContext().createSSLEngine(known.text(), port))
        .orElseGet(sslContext()::createSSLEngine);
  }

  /** What the certificate is to be for; empty where nobody looks. */
  private Optional<PeerName> nameOf(String host) {
    boolean anonymous = host.isBlank() && !settings.hostNameVerification();
    if (anonymous && settings.serverName().isEmpty()) {
      return Optional.empty();
    }
    PeerName name = PeerName.of(settings.serverName().orElse(host));
    if (settings.hostNameVerification()) {
      name.ensureVerifiable();
    }
    return Optional.of(name);
  }

  private SSLParameters withName(SSLParameters parameters, Optional<PeerName> name) {
    if (settings.hostNameVerification()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    name.flatMap(PeerName::sni).ifPresent(sni -> parameters.setServerNames(List.of(sni)));
    return parameters;
  }

  @Override
  public String toString() {
    return "TLS client context, " + settings.trust();
  }
}
