package dev.fairlead.tls;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Options of the server side of TLS; those that clients have too are in {@link TlsOptions}.
 *
 * {@snippet file="TlsOptionsSnippets.java" region="server"}
 */
public sealed interface TlsServerOptions extends TlsOptions<TlsServerOptions>
    permits TlsServerSettings {

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

  /** How long a client may resume its session. */
  Duration sessionTimeout();

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
   * Limits how long a client may resume its session, one day otherwise. A week is the most that TLS
   * allows; a longer time means a week.
   *
   * @throws IllegalArgumentException if it is less than a second
   */
  TlsServerOptions withSessionTimeout(Duration timeout);
}
