package dev.fairlead.tls;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** What both sides can choose for an engine; an empty list leaves it as the context has it. */
record EngineSettings(
    List<String> alpn, List<String> protocols, List<String> ciphers, Consumer<SSLEngine> setup) {

  static final EngineSettings DEFAULTS =
      new EngineSettings(List.of(), List.of(), List.of(), engine -> {});

  EngineSettings withAlpn(List<String> names) {
    for (String name : names) {
      // RFC 7301 section 3.1: one byte for the length.
      if (name.isEmpty() || name.length() > 255) {
        throw new IllegalArgumentException(
            "an application protocol has 1 to 255 characters: \"" + name + "\"");
      }
    }
    return new EngineSettings(names, protocols, ciphers, setup);
  }

  EngineSettings withProtocols(List<String> names) {
    return new EngineSettings(alpn, names, ciphers, setup);
  }

  EngineSettings withCiphers(List<String> names) {
    return new EngineSettings(alpn, protocols, names, setup);
  }

  EngineSettings withSetup(Consumer<SSLEngine> newSetup) {
    return new EngineSettings(alpn, protocols, ciphers, newSetup);
  }

  /**
   * Checks the names against what a context knows.
   *
   * @throws IllegalArgumentException if it does not know one
   */
  void check(SSLContext context) {
    SSLParameters supported = context.getSupportedSSLParameters();
    check("protocol", protocols, supported.getProtocols());
    check("cipher suite", ciphers, supported.getCipherSuites());
  }

  private static void check(String what, List<String> chosen, String[] supported) {
    List<String> known = Arrays.asList(supported);
    for (String name : chosen) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "there is no " + what + " \"" + name + "\"; there are: " + known);
      }
    }
  }

  /** Puts everything into an engine; the caller adds what only one side has. */
  void apply(SSLEngine engine, UnaryOperator<SSLParameters> more) {
    SSLParameters parameters = engine.getSSLParameters();
    apply(alpn, parameters::setApplicationProtocols);
    apply(protocols, parameters::setProtocols);
    apply(ciphers, parameters::setCipherSuites);
    engine.setSSLParameters(more.apply(parameters));
    setup.accept(engine);
  }

  private static void apply(List<String> names, Consumer<String[]> setter) {
    if (!names.isEmpty()) {
      setter.accept(names.toArray(String[]::new));
    }
  }
}
