package dev.fairlead.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demos as programs of their own. */
@Tag("slow")
class DemosTest {

  private static final Pattern PORT = Pattern.compile("Echoing on port (\\d+);.*");

  private final List<Process> started = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void endWhatIsLeft() {
    started.forEach(Process::destroyForcibly);
  }

  private Process start(String... words) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--module-path"));
    command.add(System.getProperty("jdk.module.path"));
    command.addAll(List.of("--module", "dev.fairlead.examples/dev.fairlead.examples.Main"));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).start();
    started.add(process);
    return process;
  }

  private static int portOf(Process server) throws IOException {
    BufferedReader out = server.inputReader(UTF_8);
    Matcher announced = PORT.matcher(String.valueOf(out.readLine()));
    assertTrue(announced.matches());
    return Integer.parseInt(announced.group(1));
  }

  @Test
  void echoSendsBackWhatItGetsAndEndsInGoodOrder() throws Exception {
    Process server = start("echo", "--port", "0");
    int port = portOf(server);

    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      byte[] sent = "hello".getBytes(UTF_8);
      socket.getOutputStream().write(sent);
      assertArrayEquals(sent, socket.getInputStream().readNBytes(sent.length));
      socket.shutdownOutput();
      assertEquals(-1, socket.getInputStream().read());
    }
    server.toHandle().destroy(); // unlike destroy(), leaves its output readable

    assertTrue(server.waitFor(10, TimeUnit.SECONDS));
    assertTrue(server.inputReader(UTF_8).lines().anyMatch(line -> line.startsWith("Done: ")));
  }

  @Test
  void theEchoClientSendsStandardInput() throws Exception {
    Process server = start("echo", "--port", "0");
    Process client = start("echo", "--connect", "localhost:" + portOf(server));

    try (var in = client.getOutputStream()) {
      in.write("over there\n".getBytes(UTF_8));
    }

    assertEquals("over there\n", text(client.getInputStream()));
    assertEquals(0, client.waitFor());
  }

  @Test
  void aClientWithoutAServerSaysSo() throws Exception {
    Process client = start("echo", "--connect", "localhost:1");

    assertTrue(text(client.getErrorStream()).contains("localhost"));
    assertEquals(1, client.waitFor());
  }

  @Test
  void hashPrintsWhatSha256sumPrints() throws Exception {
    Files.writeString(folder.resolve("empty"), "");
    Files.writeString(folder.resolve("greeting"), "hello\n".repeat(100_000));

    Process ours = start("hash", "--quiet", folder.toString());
    Process theirs =
        new ProcessBuilder("sha256sum", folder + "/empty", folder + "/greeting").start();

    assertEquals(text(theirs.getInputStream()), text(ours.getInputStream()));
    assertEquals(0, ours.waitFor());
  }

  @Test
  void wrongUseIsToldWithTheNextStep() throws Exception {
    Process wrong = start("echo", "--port", "seventy");

    String told = text(wrong.getErrorStream());

    assertTrue(told.contains("--port takes a whole number from 0 to 65535: seventy"), told);
    assertTrue(told.contains("./fairlead echo --help"), told);
    assertEquals(2, wrong.waitFor());
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), UTF_8);
  }
}
