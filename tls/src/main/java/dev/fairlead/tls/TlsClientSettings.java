package dev.fairlead.tls;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

record TlsClientSettings(
    TlsTrust trust,
    Optional<TlsIdentity> identity,
    boolean hostNameVerification,
    Optional<String> serverName,
    EngineSettings engine,
    StreamSettings stream,
    Optional<SSLContext> sslContext)
    implements TlsClientOptions {

  static final TlsClientSettings DEFAULTS =
      new TlsClientSettings(
          TlsTrust.platform(),
          Optional.empty(),
          true,
          Optional.empty(),
          EngineSettings.DEFAULTS,
          StreamSettings.DEFAULTS,
          Optional.empty());

  TlsClientSettings {
    if (sslContext.isPresent() && (identity.isPresent() || trust != TlsTrust.platform())) {
      throw new IllegalArgumentException(
          "an SSLContext decides about trust and identity itself; choose either"
              + " withSslContext(...), or withTrust(...) and withIdentity(...)");
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
  public TlsClientOptions withTrust(TlsTrust newTrust) {
    return new TlsClientSettings(
        newTrust, identity, hostNameVerification, serverName, engine, stream, sslContext);
  }

  @Override
  public TlsClientOptions withIdentity(TlsIdentity newIdentity) {
    return new TlsClientSettings(
        trust,
        Optional.of(newIdentity),
        hostNameVerification,
        serverName,
        engine,
        stream,
        sslContext);
  }

  @Override
  public TlsClientOptions withoutHostNameVerification() {
    return new TlsClientSettings(trust, identity, false, serverName, engine, stream, sslContext);
  }

  @Override
  public TlsClientOptions withServerName(String name) {
    Optional<String> ascii = Optional.of(PeerName.of(name).text());
    return new TlsClientSettings(
        trust, identity, hostNameVerification, ascii, engine, stream, sslContext);
  }

  @Override
  public TlsClientOptions withAlpn(String... protocols) {
    return with(engine.withAlpn(List.of(protocols)));
  }

  @Override
  public TlsClientOptions withProtocols(String... protocols) {
    return with(engine.withProtocols(List.of(protocols)));
  }

  @Override
  public TlsClientOptions withCiphers(String... ciphers) {
    return with(engine.withCiphers(List.of(ciphers)));
  }

  @Override
  public TlsClientOptions withEngineSetup(Consumer<SSLEngine> setup) {
    return with(engine.withSetup(setup));
  }

  @Override
  public TlsClientOptions withTruncation(TlsTruncation truncation) {
    return with(stream.withTruncation(truncation));
  }

  @Override
  public TlsClientOptions withCloseTimeout(Duration timeout) {
    return with(stream.withCloseTimeout(timeout));
  }

  private TlsClientOptions with(EngineSettings newEngine) {
    return new TlsClientSettings(
        trust, identity, hostNameVerification, serverName, newEngine, stream, sslContext);
  }

  private TlsClientOptions with(StreamSettings newStream) {
    return new TlsClientSettings(
        trust, identity, hostNameVerification, serverName, engine, newStream, sslContext);
  }

  @Override
  public TlsClientOptions withSslContext(SSLContext context) {
    return new TlsClientSettings(
        trust, identity, hostNameVerification, serverName, engine, stream, Optional.of(context));
  }
}
