package dev.fairlead.tls;

import java.time.Duration;
import java.util.Optional;

/**
 * Options of the client side of TLS; those that servers have too are in {@link TlsOptions}.
 *
 * {@snippet file="TlsOptionsSnippets.java" region="client"}
 */
public sealed interface TlsClientOptions extends TlsOptions<TlsClientOptions>
    permits TlsClientSettings {

  /**
   * Trusts whom the JDK trusts, checks the name of the host, sends it to the server, shows no
   * certificate, offers no application protocol, TLS 1.2 and 1.3; 30 seconds per handshake.
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

  /** How long a handshake may take. */
  Duration handshakeTimeout();

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

  /**
   * Limits how long a handshake may take; not connecting before it. One that is not done by then
   * fails with a {@link TlsHandshakeException}. A deadline of a scope around it counts too.
   *
   * @throws IllegalArgumentException if it is no time at all
   */
  TlsClientOptions withHandshakeTimeout(Duration limit);
}
