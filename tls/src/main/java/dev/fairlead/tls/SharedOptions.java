package dev.fairlead.tls;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** What the settings of both sides do alike: all that they keep in their {@link SharedSettings}. */
non-sealed interface SharedOptions<O extends TlsOptions<O>> extends TlsOptions<O> {

  SharedSettings shared();

  O with(SharedSettings shared);

  @Override
  default List<String> alpn() {
    return shared().engine().alpn();
  }

  @Override
  default List<String> protocols() {
    return shared().engine().protocols();
  }

  @Override
  default List<String> ciphers() {
    return shared().engine().ciphers();
  }

  @Override
  default TlsTruncation truncation() {
    return shared().stream().truncation();
  }

  @Override
  default Duration closeTimeout() {
    return shared().stream().closeTimeout();
  }

  @Override
  default Optional<SSLContext> sslContext() {
    return shared().sslContext();
  }

  @Override
  default Consumer<SSLEngine> engineSetup() {
    return shared().engine().setup();
  }

  @Override
  default O withAlpn(String... protocols) {
    return with(shared().with(shared().engine().withAlpn(List.of(protocols))));
  }

  @Override
  default O withProtocols(String... protocols) {
    return with(shared().with(shared().engine().withProtocols(List.of(protocols))));
  }

  @Override
  default O withCiphers(String... ciphers) {
    return with(shared().with(shared().engine().withCiphers(List.of(ciphers))));
  }

  @Override
  default O withTruncation(TlsTruncation truncation) {
    return with(shared().with(shared().stream().withTruncation(truncation)));
  }

  @Override
  default O withCloseTimeout(Duration timeout) {
    return with(shared().with(shared().stream().withCloseTimeout(timeout)));
  }

  @Override
  default O withSslContext(SSLContext context) {
    return with(shared().with(context));
  }

  @Override
  default O withEngineSetup(Consumer<SSLEngine> setup) {
    return with(shared().with(shared().engine().withSetup(setup)));
  }
}
