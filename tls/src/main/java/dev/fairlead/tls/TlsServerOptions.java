package dev.fairlead.tls;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** Options of the server side of TLS. */
public sealed interface TlsServerOptions permits TlsServerSettings {

  /** No identity yet, asks clients for nothing, no application protocol, TLS 1.2 and 1.3. */
  static TlsServerOptions defaults() {
    return TlsServerSettings.DEFAULTS;
  }

  /** Who this server says it is, depending on the name the client asks for. */
  List<TlsIdentity> identities();

  /** Whether clients are asked for certificates. */
  TlsClientAuthentication clientAuthentication();

  /** Whose certificates are accepted of clients. */
  Optional<TlsTrust> clientTrust();

  /** Whether clients that ask for a name of no identity are refused. */
  boolean knownNamesOnly();

  /** The application protocols to choose from, the best first; empty for none. */
  List<String> alpn();

  /** The protocol versions to allow; empty for those of the context. */
  List<String> protocols();

  /** The cipher suites to allow, the best first; empty for those of the context. */
  List<String> ciphers();

  /** How long a client may resume its session. */
  Duration sessionTimeout();

  /** What an end without a goodbye of the peer means. */
  TlsTruncation truncation();

  /** How long closing may take. */
  Duration closeTimeout();

  /** A context to use as it is. */
  Optional<SSLContext> sslContext();

  /** What has the last word on each engine before its handshake. */
  Consumer<SSLEngine> engineSetup();

  /**
   * Says who this server is. With several, the one whose certificate is for the name that the
   * client asks for is shown; where none is, the first one. Identities for the same name with
   * different kinds of keys let each client have the one it can check.
   */
  TlsServerOptions withIdentity(TlsIdentity... identities);

  /**
   * Asks clients for a certificate.
   *
   * @throws IllegalArgumentException if {@code authentication} is NONE, which needs no trust
   */
  TlsServerOptions withClientAuthentication(TlsClientAuthentication authentication, TlsTrust trust);

  /** Refuses clients that ask for a name of no identity, instead of showing the first one. */
  TlsServerOptions withKnownNamesOnly();

  /**
   * Chooses between the application protocols that clients offer, the best first. A client that
   * offers others only is refused; one that offers none is not.
   */
  TlsServerOptions withAlpn(String... protocols);

  /** Allows only these protocol versions, as in {@code "TLSv1.3"}. */
  TlsServerOptions withProtocols(String... protocols);

  /** Allows only these cipher suites, as in {@code "TLS_AES_128_GCM_SHA256"}, the best first. */
  TlsServerOptions withCiphers(String... ciphers);

  /**
   * Limits how long a client may resume its session, one day otherwise.
   *
   * @throws IllegalArgumentException if it is less than a second
   */
  TlsServerOptions withSessionTimeout(Duration timeout);

  /** Chooses what an end without a goodbye of the peer means. */
  TlsServerOptions withTruncation(TlsTruncation truncation);

  /**
   * Limits how long closing may take, one second otherwise. With no time at all, closing says
   * nothing to the peer.
   *
   * @throws IllegalArgumentException if the time is negative
   */
  TlsServerOptions withCloseTimeout(Duration timeout);

  /**
   * Uses a context that was made elsewhere, of any provider. It decides about identities and trust,
   * so those must not be chosen as well; whether clients are asked is chosen by {@link
   * #withEngineSetup}.
   */
  TlsServerOptions withSslContext(SSLContext context);

  /**
   * Does something to each engine before its handshake, after everything else: for what these
   * options do not have.
   */
  TlsServerOptions withEngineSetup(Consumer<SSLEngine> setup);
}
