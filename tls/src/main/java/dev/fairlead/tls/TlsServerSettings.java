package dev.fairlead.tls;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

record TlsServerSettings(
    List<TlsIdentity> identities,
    ClientCheck clientCheck,
    boolean knownNamesOnly,
    Duration sessionTimeout,
    SharedSettings shared)
    implements TlsServerOptions, SharedOptions<TlsServerOptions> {

  // As is the JDK's own default.
  private static final Duration SESSION_TIMEOUT = Duration.ofDays(1);

  static final TlsServerSettings DEFAULTS =
      new TlsServerSettings(
          List.of(), ClientCheck.NONE, false, SESSION_TIMEOUT, SharedSettings.DEFAULTS);

  TlsServerSettings {
    if (shared.sslContext().isPresent()
        && (!identities.isEmpty() || clientCheck.trust().isPresent())) {
      throw new IllegalArgumentException(
          "an SSLContext decides about identities and trust itself; choose either"
              + " withSslContext(...), or withIdentity(...) and withClientAuthentication(...)");
    }
    if (shared.sslContext().isPresent() && knownNamesOnly) {
      throw new IllegalArgumentException(
          "withKnownNamesOnly() knows the names of identities, and with an SSLContext there are"
              + " none here; choose SNI matchers by withEngineSetup(...)");
    }
    if (shared.sslContext().isPresent() && !sessionTimeout.equals(SESSION_TIMEOUT)) {
      throw new IllegalArgumentException(
          "an SSLContext keeps its sessions itself; set the time on its"
              + " getServerSessionContext(): "
              + sessionTimeout);
    }
    if (sessionTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "a session must be kept for a second at least: " + sessionTimeout);
    }
  }

  @Override
  public TlsClientAuthentication clientAuthentication() {
    return clientCheck.authentication();
  }

  @Override
  public Optional<TlsTrust> clientTrust() {
    return clientCheck.trust();
  }

  @Override
  public TlsServerOptions withIdentity(TlsIdentity... newIdentities) {
    return new TlsServerSettings(
        List.of(newIdentities), clientCheck, knownNamesOnly, sessionTimeout, shared);
  }

  @Override
  public TlsServerOptions withClientAuthentication(
      TlsClientAuthentication authentication, TlsTrust trust) {
    ClientCheck check = ClientCheck.of(authentication, trust);
    return new TlsServerSettings(identities, check, knownNamesOnly, sessionTimeout, shared);
  }

  @Override
  public TlsServerOptions withKnownNamesOnly() {
    return new TlsServerSettings(identities, clientCheck, true, sessionTimeout, shared);
  }

  @Override
  public TlsServerOptions withSessionTimeout(Duration timeout) {
    return new TlsServerSettings(identities, clientCheck, knownNamesOnly, timeout, shared);
  }

  @Override
  public TlsServerOptions with(SharedSettings newShared) {
    return new TlsServerSettings(
        identities, clientCheck, knownNamesOnly, sessionTimeout, newShared);
  }
}
