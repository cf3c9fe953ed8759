package dev.fairlead.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.net.Datagram;
import dev.fairlead.net.Net;
import dev.fairlead.testing.TestAuthority;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(60) // several programs are started, on machines that do other things too
class EchoDemoTest {

  @RegisterExtension final DemoPrograms programs = new DemoPrograms();

  @TempDir Path folder;

  /** The command that the server proposes, which is the one for its client. */
  private static String[] proposed(Process server) throws IOException {
    BufferedReader out = server.inputReader(UTF_8);
    return DemoPrograms.awaitLine(out, "  ./fairlead (echo --connect .*)").split(" ");
  }

  private static int portOf(Process server) throws IOException {
    return Integer.parseInt(
        DemoPrograms.awaitLine(server.inputReader(UTF_8), "Echoing on port (\\d+);"));
  }

  @Test
  void whatAServerGetsItSendsBackUntilItIsStopped() throws Exception {
    Process server = programs.start("echo", "--port", "0");
    int port = portOf(server);

    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      byte[] sent = "hello".getBytes(UTF_8);
      socket.getOutputStream().write(sent);
      assertArrayEquals(sent, socket.getInputStream().readNBytes(sent.length));
      socket.shutdownOutput();
      assertEquals(-1, socket.getInputStream().read());
    }
    DemoPrograms.interrupt(server);

    var ended = programs.ended(server);
    assertTrue(ended.out().contains("Done: connections 1, failed 0"), ended.out());
    assertEquals(0, ended.status());
  }

  /** A client and its server, in good order and without a word on standard error. */
  private void check(Process server) throws Exception {
    var client = programs.runWithInput("over there\n\nand back\n", proposed(server));
    DemoPrograms.terminate(server);

    assertEquals(new DemoPrograms.Ended(0, "over there\n\nand back\n", ""), client);
    var ended = programs.ended(server);
    assertEquals(new DemoPrograms.Ended(0, ended.out(), ""), ended);
  }

  @Test
  void clientsTalkOverTcp() throws Exception {
    check(programs.start("echo", "--host", "localhost", "--port", "0"));
  }

  @Test
  void clientsTalkOverTls() throws Exception {
    check(startTls());
  }

  private Process startTls(String... more) throws Exception {
    TestAuthority authority = TestAuthority.create();
    authority.issue("localhost").writeTo(folder, "server");
    String certificate = folder.resolve("server.crt").toString();
    String key = folder.resolve("server.key").toString();
    var arguments =
        new ArrayList<>(
            List.of("echo", "--port", "0", "--tls", "--certificate", certificate, "--key", key));
    arguments.addAll(List.of(more));
    return programs.start(arguments.toArray(String[]::new));
  }

  @Test
  void clientsAreServedByTurns() throws Exception {
    check(programs.start("echo", "--by-turns", "--host", "localhost", "--port", "0"));
    check(programs.start("echo", "--by-turns", "--unix", folder.resolve("turns").toString()));
    check(startTls("--by-turns"));
  }

  @Test
  void thereAreNoTurnsForDatagramsAndClients() throws Exception {
    for (List<String> other : List.of(List.of("--udp"), List.of("--connect", "localhost:1"))) {
      var words = new ArrayList<>(List.of("echo", "--by-turns"));
      words.addAll(other);

      var refused = programs.run(words.toArray(String[]::new));

      assertEquals(
          """
          fairlead echo: these exclude each other: --by-turns %s
          ./fairlead echo --help shows how it is used.
          """
              .replace("%s", other.getFirst()),
          refused.err());
      assertEquals(2, refused.status());
    }
  }

  @Test
  void aServerThatCannotHearOfTheEndIsLeftAfterItsAnswer() throws Exception {
    TestAuthority authority = TestAuthority.create();
    var certificate = authority.issue("localhost");
    String ca = DemoPrograms.file(folder, "ca.pem", authority.pem());
    try (var server =
        (SSLServerSocket)
            certificate
                .context(authority)
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setEnabledProtocols(new String[] {"TLSv1.2"});
      var answering = Thread.ofVirtual().start(() -> echoOnce(server));

      var client =
          programs.runWithInput(
              "hello\n",
              "echo",
              "--connect",
              "localhost:" + server.getLocalPort(),
              "--tls",
              "--ca",
              ca);

      assertEquals(new DemoPrograms.Ended(0, "hello\n", ""), client);
      answering.join();
    }
  }

  private static void echoOnce(SSLServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aDatagramThatCannotBeAnsweredEndsNoServer() throws IOException {
    Fairlead.<IOException>run(() -> {
      try (var socket = Net.createUdpSocket(o -> o.withLocalHost("127.0.0.1"))) {
        var nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

        EchoServer.answer(socket, new Datagram(new byte[1], nobody));

        assertEquals(0, socket.statistics().datagramsSent());
      }
    });
  }

  @Test
  void clientsTalkOverUdp() throws Exception {
    check(programs.start("echo", "--udp", "--host", "127.0.0.1", "--port", "0"));
  }

  @Test
  void clientsTalkOverUnixSockets() throws Exception {
    check(programs.start("echo", "--unix", folder.resolve("echo.sock").toString()));
  }

  @Test
  void aClientWithoutAServerSaysSo() throws Exception {
    var client = programs.run("echo", "--connect", "localhost:1");

    assertTrue(client.err().startsWith("fairlead echo: "), client.err());
    assertTrue(client.err().contains("localhost"), client.err());
    assertEquals(1, client.status());
  }

  @Test
  void tlsNeedsACertificate() throws Exception {
    var server = programs.run("echo", "--tls");

    assertEquals(
        """
        fairlead echo: a file is needed: --certificate FILE
        ./fairlead echo --help shows how it is used.
        """,
        server.err());
    assertEquals(2, server.status());
  }
}
