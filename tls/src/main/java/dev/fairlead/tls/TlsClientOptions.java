package dev.fairlead.tls;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** Options of the client side of TLS. */
public sealed interface TlsClientOptions permits TlsClientSettings {

  /**
   * Trusts whom the JDK trusts, checks the name of the host, sends it to the server, shows no
   * certificate, offers no application protocol, TLS 1.2 and 1.3.
   */
  static TlsClientOptions defaults() {
    return TlsClientSettings.DEFAULTS;
  }

  /** Whose certificates are accepted. */
  TlsTrust trust();

  /** Who this client says it is, if a server asks. */
  Optional<TlsIdentity> identity();

  /** Whether the certificate has to be for the host that was asked for. */
  boolean hostNameVerification();

  /** The name sent to the server instead of the host's. */
  Optional<String> serverName();

  /** The application protocols to offer, the best first; empty for none. */
  List<String> alpn();

  /** The protocol versions to allow; empty for those of the context. */
  List<String> protocols();

  /** The cipher suites to allow, the best first; empty for those of the context. */
  List<String> ciphers();

  /** What an end without a goodbye of the peer means. */
  TlsTruncation truncation();

  /** How long closing may take. */
  Duration closeTimeout();

  /** A context to use as it is. */
  Optional<SSLContext> sslContext();

  /** What has the last word on each engine before its handshake. */
  Consumer<SSLEngine> engineSetup();

  /** Chooses whose certificates are accepted. */
  TlsClientOptions withTrust(TlsTrust trust);

  /** Says who this client is, for servers that ask. */
  TlsClientOptions withIdentity(TlsIdentity identity);

  /**
   * Accepts a trusted certificate for whatever host it is. Whoever has any certificate of a trusted
   * authority can then stand in for every host.
   */
  TlsClientOptions withoutHostNameVerification();

  /**
   * Sends another name than the host's to the server, and expects a certificate for it: for
   * connections to an address or through a tunnel.
   *
   * @throws IllegalArgumentException if it cannot be the name of a host
   */
  TlsClientOptions withServerName(String name);

  /** Offers application protocols such as {@code "h2", "http/1.1"}, the best first. */
  TlsClientOptions withAlpn(String... protocols);

  /** Allows only these protocol versions, as in {@code "TLSv1.3"}. */
  TlsClientOptions withProtocols(String... protocols);

  /** Allows only these cipher suites, as in {@code "TLS_AES_128_GCM_SHA256"}, the best first. */
  TlsClientOptions withCiphers(String... ciphers);

  /** Chooses what an end without a goodbye of the peer means. */
  TlsClientOptions withTruncation(TlsTruncation truncation);

  /**
   * Limits how long closing may take, one second otherwise. With no time at all, closing says
   * nothing to the peer.
   *
   * @throws IllegalArgumentException if the time is negative
   */
  TlsClientOptions withCloseTimeout(Duration timeout);

  /**
   * Uses a context that was made elsewhere, of any provider. It decides about trust and identity,
   * so those must not be chosen as well.
   */
  TlsClientOptions withSslContext(SSLContext context);

  /**
   * Does something to each engine before its handshake, after everything else: for what these
   * options do not have.
   */
  TlsClientOptions withEngineSetup(Consumer<SSLEngine> setup);
}
