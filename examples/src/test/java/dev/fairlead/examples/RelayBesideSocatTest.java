package dev.fairlead.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.testing.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Commands of socat and those that replace them, run side by side. */
@Tag("slow")
@Timeout(60) // many programs are started, on machines that do other things too
class RelayBesideSocatTest {

  private static final Path SOCAT = Path.of("/usr/bin/socat");
  private static final String INPUT = "hello\nworld\n";

  /** Each command of socat, and the words of relay that do the same; _ is a blank in a word. */
  private static final Map<String, String> REPLACEMENTS =
      Map.of(
          "socat -t9 - TCP:localhost:$TCP", "relay - tcp:localhost:$TCP",
          "socat -t9 - OPENSSL:localhost:$TLS,cafile=$CA", "relay --ca $CA - tls:localhost:$TLS",
          "socat -t9 - UNIX-CONNECT:$SOCK", "relay - unix:$SOCK",
          "socat -t3 - UDP:127.0.0.1:$UDP", "relay --linger 3 - udp:127.0.0.1:$UDP",
          "socat -t9 - EXEC:cat", "relay - exec:cat",
          "socat -t9 - SYSTEM:tr_a-z_A-Z", "relay - exec:tr_a-z_A-Z",
          "socat -u OPEN:$IN CREATE:OUT", "relay file:$IN file:OUT",
          "socat -u OPEN:$IN -", "relay file:$IN -",
          "socat -u - CREATE:OUT", "relay - file:OUT");

  @RegisterExtension final DemoPrograms programs = new DemoPrograms();

  @TempDir Path folder;

  private final UpperServers servers = new UpperServers();
  private final Map<String, String> places = new LinkedHashMap<>();

  @BeforeEach
  void serve() throws Exception {
    assumeTrue(Files.isExecutable(SOCAT), "socat is not installed");
    TestAuthority authority = TestAuthority.create();
    var context = authority.issue("localhost").context(authority);
    places.put("TCP", Integer.toString(servers.tcp(ServerSocketFactory.getDefault())));
    places.put("TLS", Integer.toString(servers.tcp(context.getServerSocketFactory())));
    places.put("UDP", Integer.toString(servers.udp()));
    places.put("SOCK", folder.resolve("socket").toString());
    places.put("CA", DemoPrograms.file(folder, "ca", authority.pem()));
    places.put("IN", DemoPrograms.file(folder, "in", INPUT));
    servers.unix(folder.resolve("socket"));
  }

  @AfterEach
  void close() throws Exception {
    servers.close();
  }

  /** A program, and the file that it may write. */
  private record Started(String command, Process process, Path out) {}

  private Started start(String command) throws IOException {
    Path out = folder.resolve("out of " + command.replaceAll("[^A-Za-z0-9]", "-"));
    List<String> words =
        Pattern.compile(" ").splitAsStream(command).map(word -> filled(word, out)).toList();
    Process process =
        words.getFirst().equals("relay")
            ? programs.start(words.toArray(String[]::new))
            : programs.startProgram(words);
    return new Started(command, process, out);
  }

  private String filled(String word, Path out) {
    String filled = word.replace("OUT", out.toString()).replace('_', ' ');
    for (var place : places.entrySet()) {
      filled = filled.replace("$" + place.getKey(), place.getValue());
    }
    return filled;
  }

  /** What a program has printed and written. */
  private String result(Started started) throws Exception {
    var ended = programs.ended(started.process());
    assertEquals(0, ended.status(), started.command() + ": " + ended.err());
    String written = Files.exists(started.out()) ? Files.readString(started.out()) : "";
    return ended.out() + written;
  }

  private static void feed(Started started) {
    try (var in = started.process().getOutputStream()) {
      in.write(INPUT.getBytes(UTF_8));
    } catch (IOException e) {
      return; // some read nothing, and have ended already
    }
  }

  @Test
  void relayDoesWhatSocatDoes() throws Exception {
    var theirs = new ArrayList<Started>();
    var ours = new ArrayList<Started>();
    for (var replacement : REPLACEMENTS.entrySet()) {
      theirs.add(start(replacement.getKey()));
      ours.add(start(replacement.getValue()));
    }
    theirs.forEach(RelayBesideSocatTest::feed);
    ours.forEach(RelayBesideSocatTest::feed);

    for (int i = 0; i < ours.size(); i++) {
      String expected = result(theirs.get(i));
      assertFalse(expected.isEmpty(), theirs.get(i).command());
      assertEquals(expected, result(ours.get(i)), ours.get(i).command());
    }
  }

  @Test
  void bothListenForOneConnection() throws Exception {
    Started theirs = start("socat -d -d TCP-LISTEN:0,bind=127.0.0.1 EXEC:cat");
    Started ours = start("relay --once tcp-listen:127.0.0.1:0 exec:cat");

    assertEquals(INPUT, ask(theirs, "listening on .*:(\\d+)"));
    assertEquals(INPUT, ask(ours, "listening: .*:(\\d+)"));
    assertEquals(0, theirs.process().waitFor());
    assertEquals(0, ours.process().waitFor());
  }

  private static String ask(Started server, String announced) throws IOException {
    String port = DemoPrograms.awaitLine(server.process().errorReader(UTF_8), announced);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
      socket.getOutputStream().write(INPUT.getBytes(UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
