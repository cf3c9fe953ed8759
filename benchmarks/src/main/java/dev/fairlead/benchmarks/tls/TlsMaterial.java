package dev.fairlead.benchmarks.tls;

import dev.fairlead.testing.TestAuthority;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** The contexts and engines that all subjects use alike: EC P-256, TLS 1.3, AES-128-GCM. */
final class TlsMaterial {

  static final String HOST = "localhost";
  static final String[] PROTOCOLS = {"TLSv1.3"};
  static final String[] CIPHERS = {"TLS_AES_128_GCM_SHA256"};

  private static final int KNOWN_PORT = 1;

  private final SSLContext client;
  private final SSLContext server;
  private final AtomicInteger nextPort = new AtomicInteger(KNOWN_PORT);

  TlsMaterial() {
    TestAuthority authority = TestAuthority.create();
    client = authority.clientContext();
    server = authority.issue(HOST).context(authority);
  }

  SSLContext client() {
    return client;
  }

  SSLContext server() {
    return server;
  }

  /** The port under which a client looks for a session: the same each time, or always another. */
  int sessionPort(boolean resumed) {
    return resumed ? KNOWN_PORT : nextPort.incrementAndGet();
  }

  SSLEngine clientEngine(boolean resumed) {
    SSLEngine engine = client.createSSLEngine(HOST, sessionPort(resumed));
    engine.setUseClientMode(true);
    SSLParameters parameters = parameters(engine.getSSLParameters());
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    return engine;
  }

  SSLEngine serverEngine() {
    SSLEngine engine = server.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setSSLParameters(parameters(engine.getSSLParameters()));
    return engine;
  }

  static SSLParameters parameters(SSLParameters parameters) {
    parameters.setProtocols(PROTOCOLS);
    parameters.setCipherSuites(CIPHERS);
    return parameters;
  }
}
