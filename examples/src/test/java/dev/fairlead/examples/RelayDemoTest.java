package dev.fairlead.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(60) // several programs are started, on machines that do other things too
class RelayDemoTest {

  @RegisterExtension final DemoPrograms programs = new DemoPrograms();

  @TempDir Path folder;

  private final UpperServers servers = new UpperServers();

  @AfterEach
  void close() throws Exception {
    servers.close();
  }

  private String toUpper() throws IOException {
    return "tcp:localhost:" + servers.tcp(ServerSocketFactory.getDefault());
  }

  private static String ask(int port, String question) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(question.getBytes(UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void everyConnectionIsPassedOnUntilTheUserStopsIt() throws Exception {
    Process relay = programs.start("relay", "--progress", "tcp-listen:127.0.0.1:0", toUpper());
    BufferedReader err = relay.errorReader(UTF_8);
    int port = Integer.parseInt(DemoPrograms.awaitLine(err, "listening: .*:(\\d+)"));

    String first = ask(port, "first");
    String second = ask(port, "second");
    DemoPrograms.interrupt(relay);

    assertEquals("FIRST", first);
    assertEquals("SECOND", second);
    String total = DemoPrograms.awaitLine(err, "(\\d+ bytes there, .*)");
    assertEquals("11 bytes there, 11 back, 2 times", total);
    assertEquals(0, relay.waitFor());
  }

  @Test
  void standardInputIsAskedAndStandardOutputAnswered() throws Exception {
    var relay = programs.runWithInput("hello\n", "relay", "--quiet", "-", toUpper());

    assertEquals(new DemoPrograms.Ended(0, "HELLO\n", ""), relay);
  }

  @Test
  void aFileGoesThroughAUnixSocketIntoAnother() throws Exception {
    Path socket = folder.resolve("socket");
    Path copy = folder.resolve("copy");
    String file = DemoPrograms.file(folder, "file", "0123456789".repeat(100_000));
    Process receiver = programs.start("relay", "unix-listen:" + socket, "file:" + copy);
    DemoPrograms.awaitLine(receiver.errorReader(UTF_8), "listening: ");

    var sender = programs.run("relay", "file:" + file, "unix:" + socket);

    assertEquals("1000000 bytes there, 0 back, 1 times\n", sender.err());
    assertEquals(0, receiver.waitFor());
    assertArrayEquals(Files.readAllBytes(Path.of(file)), Files.readAllBytes(copy));
  }

  @Test
  void aConnectionOnWhichNothingMovesIsEnded() throws Exception {
    Process relay = programs.start("relay", "--idle", "1", "-", toUpper());

    String told = DemoPrograms.awaitLine(relay.errorReader(UTF_8), "fairlead relay: (.*)");

    assertTrue(told.contains("PT1S"), told);
    assertEquals(1, relay.waitFor());
  }

  @Test
  void howAProgramEndedIsReportedAndPassedOn() throws Exception {
    var relay = programs.runWithInput("hello\n", "relay", "--linger", "9", "-", "exec:cat; exit 3");

    assertEquals("hello\n", relay.out());
    assertEquals(
        """
        6 bytes there, 6 back, 1 times
        fairlead relay: exec:cat; exit 3 ended with exit code 3
        """,
        relay.err());
    assertEquals(3, relay.status());
  }

  @Test
  void noMoreBytesPassThanAllowed() throws Exception {
    var relay = programs.runWithInput("hello world\n", "relay", "--bytes", "5", "-", toUpper());

    assertEquals(new DemoPrograms.Ended(0, "HELLO", "5 bytes there, 5 back, 1 times\n"), relay);
  }

  @Test
  void aConnectionThatLastsTooLongIsEnded() throws Exception {
    Process relay = programs.start("relay", "--time", "1", "-", toUpper());

    String told = DemoPrograms.awaitLine(relay.errorReader(UTF_8), "fairlead relay: (.*)");

    assertEquals("given up at the limit of 1 s", told);
    assertEquals(1, relay.waitFor());
  }

  @Test
  void whatItSaysStandsOnALineOfItsOwnBesideTheProgress() throws Exception {
    Process relay = programs.start("relay", "--progress", "tcp-listen:127.0.0.1:0", toUpper());
    String before = DemoPrograms.awaitLine(relay.errorReader(UTF_8), "(.*)listening: .*");
    DemoPrograms.terminate(relay);

    assertEquals("", before.substring(before.lastIndexOf('\r') + 1));
    assertEquals(0, programs.ended(relay).status());
  }

  @Test
  void aFileThatIsNotThereIsAClearError() throws Exception {
    var relay = programs.run("relay", "file:" + folder.resolve("nothing"), "-");

    assertTrue(relay.err().contains("no such file"), relay::err);
    assertEquals(1, relay.status());
  }

  @Test
  void helpNamesEveryKindOfPlaceAndLimit() throws Exception {
    var help = programs.run("relay", "--help");

    assertEquals(0, help.status());
    for (String word :
        List.of(
            "tcp:",
            "tcp-listen:",
            "tls:",
            "unix:",
            "unix-listen:",
            "udp:",
            "file:",
            "exec:",
            "stdio",
            "--bytes",
            "--time",
            "--rate")) {
      assertTrue(help.out().contains(word), word);
    }
  }

  @Test
  void anUnknownPlaceIsWrongUse() throws Exception {
    var relay = programs.run("relay", "pigeon:home", "-");

    assertEquals(
        """
        fairlead relay: there is no place of this kind: pigeon:home
        ./fairlead relay --help shows how it is used.
        """,
        relay.err());
    assertEquals(2, relay.status());
  }
}
