package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.IncompleteReadException;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.stream.BufferedByteStream;
import dev.fairlead.testing.TestAuthority;
import dev.fairlead.testing.TestCertificate;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code curl} is the client, we are the server. */
@NeedsRealThreads
@ForEveryBackend(except = {"carrier", "simulated"})
class CurlTest {

  private static final byte[] PAGE = "0123456789abcdef".repeat(10_000).getBytes(UTF_8);

  @TempDir static Path directory;

  @BeforeAll
  static void writeFiles() throws IOException {
    Program.assumeThereIs("curl");
    PeerFiles.writeTo(directory);
  }

  /** What a test does while a server answers requests. */
  private interface Steps {
    void run(int port) throws Exception;
  }

  private static void serving(UnaryOperator<TlsServerOptions> options, Steps steps)
      throws Exception {
    try (var listener =
        new TlsTcpListener(
            Net.createTcpListener(0),
            Peers.server(options),
            o -> o.withFailureHook(failed -> {}))) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serve(CurlTest::answer));
        steps.run(listener.port());
        group.cancel();
      });
    }
  }

  /** Answers with what is known of the client, and a page; the end of the page is that of TLS. */
  private static void answer(TlsStream stream) throws IOException {
    var requests = new BufferedByteStream(stream);
    try {
      requests.receiveUntil("\r\n\r\n".getBytes(UTF_8), 10_000);
    } catch (IncompleteReadException e) {
      return; // A client that asks nothing, because it does not like the certificate.
    }
    String client =
        stream.findAttribute(TlsAttributes.PEER).map(TlsPeer::subject).orElse("somebody");
    String head =
        "HTTP/1.1 200 OK\r\nX-Client: "
            + client
            + "\r\nX-Name: "
            + stream.attribute(TlsAttributes.SERVER_NAME)
            + "\r\nX-Resumed: "
            + stream.attribute(TlsAttributes.SESSION_RESUMED)
            + "\r\nConnection: close\r\n\r\n";
    stream.send(head.getBytes(UTF_8));
    stream.send(PAGE);
  }

  private static String get(int port, String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                "curl",
                "--silent",
                "--show-error",
                "--include",
                "--cacert",
                "ca.crt",
                "--max-time",
                "15",
                "--noproxy",
                "*",
                "--ipv4"));
    command.addAll(Arrays.asList(arguments));
    command.add("https://localhost:" + port + "/page");
    return Program.run(directory, command.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({"--tlsv1.3, 1.3", "--tlsv1.2, 1.2"})
  void aPageIsFetched(String flag, String highest) throws Exception {
    serving(
        o -> o,
        port -> {
          String page = get(port, flag, "--tls-max", highest);

          assertTrue(page.startsWith("HTTP/1.1 200 OK"), page);
          assertTrue(page.contains("X-Client: somebody"), page);
          assertTrue(page.endsWith(new String(PAGE, UTF_8)));
        });
  }

  @Test
  void theClientShowsItsCertificate() throws Exception {
    serving(
        o -> o.withClientAuthentication(TlsClientAuthentication.REQUIRED, Peers.TRUST),
        port -> {
          String page = get(port, "--cert", "client.crt", "--key", "client.key");

          assertTrue(page.contains("X-Client: CN=client.example"), page);
        });
  }

  @Test
  void theApplicationProtocolIsAgreedOn() throws Exception {
    serving(
        o -> o.withAlpn("http/1.1"),
        port -> {
          String page = get(port, "--verbose");

          assertTrue(page.contains("ALPN: server accepted http/1.1"), page);
        });
  }

  @ParameterizedTest
  @CsvSource({"--tlsv1.3, 1.3", "--tlsv1.2, 1.2"})
  void theSecondConnectionResumesTheSessionOfTheFirst(String flag, String highest)
      throws Exception {
    serving(
        o -> o,
        port -> {
          String pages = get(port, flag, "--tls-max", highest, "https://localhost:" + port + "/");

          int second = pages.lastIndexOf("HTTP/1.1 200 OK");
          assertTrue(pages.substring(0, second).contains("X-Resumed: false"), pages);
          assertTrue(pages.substring(second).contains("X-Resumed: true"), pages);
        });
  }

  @Test
  void eachNameHasItsCertificate() throws Exception {
    var other = Peers.identity(Peers.AUTHORITY.issue("other.example"));
    serving(
        o -> o.withIdentity(Peers.identity(Peers.CERTIFICATE), other),
        port -> {
          String pages =
              get(
                  port,
                  "--resolve",
                  "other.example:" + port + ":127.0.0.1",
                  "https://other.example:" + port + "/");

          assertTrue(pages.contains("X-Name: other.example"), pages);
          assertTrue(pages.contains("X-Name: localhost"), pages);
        });
  }

  @Test
  void severalPagesAreFetchedAtOnce() throws Exception {
    serving(
        o -> o,
        port -> {
          String pages = get(port, "--parallel", "https://localhost:" + port + "/other");

          assertEquals(2, pages.split("HTTP/1.1 200 OK", -1).length - 1);
        });
  }

  @Test
  void curlRefusesAServerWithoutItsName() throws Exception {
    refuses(Peers.AUTHORITY.issue("other.example"));
  }

  @Test
  void curlRefusesAnExpiredCertificate() throws Exception {
    refuses(Peers.AUTHORITY.issueExpired("localhost"));
  }

  @Test
  void curlRefusesAnUnknownAuthority() throws Exception {
    refuses(TestAuthority.create("a stranger").issue("localhost"));
  }

  private static void refuses(TestCertificate certificate) throws Exception {
    serving(
        o -> o.withIdentity(Peers.identity(certificate)),
        port -> {
          try (Program curl =
              Program.start(
                  directory,
                  "curl",
                  "--silent",
                  "--show-error",
                  "--noproxy",
                  "*",
                  "--cacert",
                  "ca.crt",
                  "https://localhost:" + port)) {
            assertEquals(60, curl.awaitEnd());
          }
        });
  }
}
