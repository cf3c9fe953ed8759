package dev.fairlead.tls;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

record TlsServerSettings(
    List<TlsIdentity> identities,
    TlsClientAuthentication clientAuthentication,
    Optional<TlsTrust> clientTrust,
    boolean knownNamesOnly,
    Duration sessionTimeout,
    EngineSettings engine,
    StreamSettings stream,
    Optional<SSLContext> sslContext)
    implements TlsServerOptions {

  // RFC 8446 section 4.6.1 allows a week; the JDK's own default is a day.
  private static final Duration SESSION_TIMEOUT = Duration.ofDays(1);

  static final TlsServerSettings DEFAULTS =
      new TlsServerSettings(
          List.of(),
          TlsClientAuthentication.NONE,
          Optional.empty(),
          false,
          SESSION_TIMEOUT,
          EngineSettings.DEFAULTS,
          StreamSettings.DEFAULTS,
          Optional.empty());

  TlsServerSettings {
    if (sslContext.isPresent() && (!identities.isEmpty() || clientTrust.isPresent())) {
      throw new IllegalArgumentException(
          "an SSLContext decides about identities and trust itself; choose either"
              + " withSslContext(...), or withIdentity(...) and withClientAuthentication(...)");
    }
    if (sessionTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "a session must be kept for a second at least: " + sessionTimeout);
    }
  }

  @Override
  public List<String> alpn() {
    return engine.alpn();
  }

  @Override
  public List<String> protocols() {
    return engine.protocols();
  }

  @Override
  public List<String> ciphers() {
    return engine.ciphers();
  }

  @Override
  public Consumer<SSLEngine> engineSetup() {
    return engine.setup();
  }

  @Override
  public TlsTruncation truncation() {
    return stream.truncation();
  }

  @Override
  public Duration closeTimeout() {
    return stream.closeTimeout();
  }

  @Override
  public TlsServerOptions withIdentity(TlsIdentity... newIdentities) {
    return new TlsServerSettings(
        List.of(newIdentities),
        clientAuthentication,
        clientTrust,
        knownNamesOnly,
        sessionTimeout,
        engine,
        stream,
        sslContext);
  }

  @Override
  public TlsServerOptions withClientAuthentication(
      TlsClientAuthentication authentication, TlsTrust trust) {
    if (authentication == TlsClientAuthentication.NONE) {
      throw new IllegalArgumentException(
          "a server that asks for no client certificates trusts nobody; leave this option out");
    }
    return new TlsServerSettings(
        identities,
        authentication,
        Optional.of(trust),
        knownNamesOnly,
        sessionTimeout,
        engine,
        stream,
        sslContext);
  }

  @Override
  public TlsServerOptions withKnownNamesOnly() {
    return new TlsServerSettings(
        identities,
        clientAuthentication,
        clientTrust,
        true,
        sessionTimeout,
        engine,
        stream,
        sslContext);
  }

  @Override
  public TlsServerOptions withSessionTimeout(Duration timeout) {
    return new TlsServerSettings(
        identities,
        clientAuthentication,
        clientTrust,
        knownNamesOnly,
        timeout,
        engine,
        stream,
        sslContext);
  }

  @Override
  public TlsServerOptions withAlpn(String... protocols) {
    return with(engine.withAlpn(List.of(protocols)));
  }

  @Override
  public TlsServerOptions withProtocols(String... protocols) {
    return with(engine.withProtocols(List.of(protocols)));
  }

  @Override
  public TlsServerOptions withCiphers(String... ciphers) {
    return with(engine.withCiphers(List.of(ciphers)));
  }

  @Override
  public TlsServerOptions withEngineSetup(Consumer<SSLEngine> setup) {
    return with(engine.withSetup(setup));
  }

  @Override
  public TlsServerOptions withTruncation(TlsTruncation truncation) {
    return with(stream.withTruncation(truncation));
  }

  @Override
  public TlsServerOptions withCloseTimeout(Duration timeout) {
    return with(stream.withCloseTimeout(timeout));
  }

  private TlsServerOptions with(EngineSettings newEngine) {
    return new TlsServerSettings(
        identities,
        clientAuthentication,
        clientTrust,
        knownNamesOnly,
        sessionTimeout,
        newEngine,
        stream,
        sslContext);
  }

  private TlsServerOptions with(StreamSettings newStream) {
    return new TlsServerSettings(
        identities,
        clientAuthentication,
        clientTrust,
        knownNamesOnly,
        sessionTimeout,
        engine,
        newStream,
        sslContext);
  }

  @Override
  public TlsServerOptions withSslContext(SSLContext context) {
    return new TlsServerSettings(
        identities,
        clientAuthentication,
        clientTrust,
        knownNamesOnly,
        sessionTimeout,
        engine,
        stream,
        Optional.of(context));
  }
}
