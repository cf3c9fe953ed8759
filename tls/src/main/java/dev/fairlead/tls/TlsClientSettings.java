package dev.fairlead.tls;

import java.time.Duration;
import java.util.Optional;

record TlsClientSettings(
    TlsTrust trust,
    Optional<TlsIdentity> identity,
    boolean hostNameVerification,
    Optional<String> serverName,
    Duration handshakeTimeout,
    SharedSettings shared)
    implements TlsClientOptions, SharedOptions<TlsClientOptions> {

  static final TlsClientSettings DEFAULTS =
      new TlsClientSettings(
          TlsTrust.platform(),
          Optional.empty(),
          true,
          Optional.empty(),
          Duration.ofSeconds(30),
          SharedSettings.DEFAULTS);

  TlsClientSettings {
    if (shared.sslContext().isPresent() && (identity.isPresent() || trust != TlsTrust.platform())) {
      throw new IllegalArgumentException(
          "an SSLContext decides about trust and identity itself; choose either"
              + " withSslContext(...), or withTrust(...) and withIdentity(...)");
    }
    if (!handshakeTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "a handshake needs some time: " + handshakeTimeout + "; 30 s are usual");
    }
  }

  @Override
  public TlsClientOptions withTrust(TlsTrust newTrust) {
    return new TlsClientSettings(
        newTrust, identity, hostNameVerification, serverName, handshakeTimeout, shared);
  }

  @Override
  public TlsClientOptions withIdentity(TlsIdentity newIdentity) {
    return new TlsClientSettings(
        trust,
        Optional.of(newIdentity),
        hostNameVerification,
        serverName,
        handshakeTimeout,
        shared);
  }

  @Override
  public TlsClientOptions withoutHostNameVerification() {
    return new TlsClientSettings(trust, identity, false, serverName, handshakeTimeout, shared);
  }

  @Override
  public TlsClientOptions withServerName(String name) {
    Optional<String> ascii = Optional.of(PeerName.of(name).text());
    return new TlsClientSettings(
        trust, identity, hostNameVerification, ascii, handshakeTimeout, shared);
  }

  @Override
  public TlsClientOptions withHandshakeTimeout(Duration limit) {
    return new TlsClientSettings(trust, identity, hostNameVerification, serverName, limit, shared);
  }

  @Override
  public TlsClientOptions with(SharedSettings newShared) {
    return new TlsClientSettings(
        trust, identity, hostNameVerification, serverName, handshakeTimeout, newShared);
  }
}
