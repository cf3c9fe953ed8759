package dev.fairlead.tls;

import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testing.TestAuthority;
import dev.fairlead.testing.TestCertificate;
import java.security.cert.X509Certificate;
import java.util.function.UnaryOperator;

/** Both sides of a connection, for tests that look at the stream and not at certificates. */
final class Peers {

  static final TestAuthority AUTHORITY = TestAuthority.create();
  static final TestCertificate CERTIFICATE = AUTHORITY.issue("localhost", "127.0.0.1", "::1");
  static final TlsTrust TRUST = TlsTrust.of(AUTHORITY.root());

  private Peers() {}

  /** What a test does with both ends. */
  interface Test {
    void run(TlsStream client, TlsStream server) throws Exception;
  }

  static TlsIdentity identity(TestCertificate certificate) {
    try {
      return TlsIdentity.of(
          certificate.privateKey(),
          certificate.chain().stream().map(X509Certificate.class::cast).toList());
    } catch (TlsConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  static TlsClientContext client(UnaryOperator<TlsClientOptions> options) {
    return TlsClientContext.create(o -> options.apply(o.withTrust(TRUST)));
  }

  static TlsServerContext server(UnaryOperator<TlsServerOptions> options) {
    return TlsServerContext.create(o -> options.apply(o.withIdentity(identity(CERTIFICATE))));
  }

  static UnaryOperator<TlsClientOptions> clientOf(String protocol) {
    return o -> o.withProtocols(protocol);
  }

  /**
   * Does the handshake on both ends at once and runs the test with them; closes both at the end.
   */
  static void connected(
      ByteStream clientEnd,
      ByteStream serverEnd,
      TlsClientContext client,
      TlsServerContext server,
      Test test)
      throws Exception {
    connected(clientEnd, serverEnd, client, server, "localhost", test);
  }

  /** As above, with the host that the client asks for. */
  static void connected(
      ByteStream clientEnd,
      ByteStream serverEnd,
      TlsClientContext client,
      TlsServerContext server,
      String host,
      Test test)
      throws Exception {
    TaskGroup.run(
        o -> o.withPlainFailure(),
        group -> {
          TaskHandle<TlsStream> accepted =
              group.startSoon(() -> TlsStream.wrapServer(serverEnd, server));
          TlsStream clientStream = TlsStream.wrapClient(clientEnd, host, client);
          TlsStream serverStream = accepted.await();
          try {
            test.run(clientStream, serverStream);
          } finally {
            serverStream.closeForcefully();
            clientStream.closeForcefully();
          }
        });
  }

  /** As above, over memory, with the usual contexts. */
  static void connected(String protocol, int bufferSize, Test test) throws Exception {
    var pair = MemoryByteStreams.pair(bufferSize);
    connected(
        pair.first(),
        pair.second(),
        client(clientOf(protocol)),
        server(UnaryOperator.identity()),
        test);
  }
}
