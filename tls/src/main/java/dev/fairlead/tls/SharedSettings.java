package dev.fairlead.tls;

import java.util.Optional;
import javax.net.ssl.SSLContext;

/** What both sides of TLS can choose. */
record SharedSettings(
    EngineSettings engine, StreamSettings stream, Optional<SSLContext> sslContext) {

  static final SharedSettings DEFAULTS =
      new SharedSettings(EngineSettings.DEFAULTS, StreamSettings.DEFAULTS, Optional.empty());

  SharedSettings with(EngineSettings newEngine) {
    return new SharedSettings(newEngine, stream, sslContext);
  }

  SharedSettings with(StreamSettings newStream) {
    return new SharedSettings(engine, newStream, sslContext);
  }

  SharedSettings with(SSLContext context) {
    return new SharedSettings(engine, stream, Optional.of(context));
  }
}
