package dev.fairlead.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The demos as programs of their own. */
@Tag("slow")
@Timeout(60) // several programs are started, on machines that do other things too
class DemosTest {

  @RegisterExtension final DemoPrograms programs = new DemoPrograms();

  @TempDir Path folder;

  private static int portOf(Process server) throws IOException {
    return Integer.parseInt(
        DemoPrograms.awaitLine(server.inputReader(UTF_8), "Echoing on port (\\d+);"));
  }

  @Test
  void echoSendsBackWhatItGetsAndEndsInGoodOrder() throws Exception {
    Process server = programs.start("echo", "--port", "0");
    int port = portOf(server);

    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      byte[] sent = "hello".getBytes(UTF_8);
      socket.getOutputStream().write(sent);
      assertArrayEquals(sent, socket.getInputStream().readNBytes(sent.length));
      socket.shutdownOutput();
      assertEquals(-1, socket.getInputStream().read());
    }
    DemoPrograms.terminate(server);

    assertTrue(programs.ended(server).out().contains("Done: "));
  }

  @Test
  void theEchoClientSendsStandardInput() throws Exception {
    Process server = programs.start("echo", "--port", "0");

    var client =
        programs.runWithInput("over there\n", "echo", "--connect", "localhost:" + portOf(server));

    assertEquals(new DemoPrograms.Ended(0, "over there\n", ""), client);
  }

  @Test
  void aClientWithoutAServerSaysSo() throws Exception {
    var client = programs.run("echo", "--connect", "localhost:1");

    assertTrue(client.err().contains("localhost"), client.err());
    assertEquals(1, client.status());
  }

  @Test
  void hashPrintsWhatSha256sumPrints() throws Exception {
    String empty = DemoPrograms.file(folder, "empty", "");
    String greeting = DemoPrograms.file(folder, "greeting", "hello\n".repeat(100_000));
    Process sums = programs.startProgram(List.of("sha256sum", empty, greeting));

    var ours = programs.run("hash", "--quiet", folder.toString());

    assertEquals(programs.ended(sums), ours);
  }

  @Test
  void wrongUseIsToldWithTheNextStep() throws Exception {
    var wrong = programs.run("echo", "--port", "seventy");

    assertEquals(
        """
        fairlead echo: --port takes a whole number from 0 to 65535: seventy
        ./fairlead echo --help shows how it is used.
        """,
        wrong.err());
    assertEquals(2, wrong.status());
  }
}
