package dev.fairlead.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.testing.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  private static final Pattern ROW =
      Pattern.compile("\\| `(socat .*?)` \\| `./fairlead (.*?)` \\|.*");
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|[^ '])+");

  /** A row of the table in the documentation: a command of socat, and what replaces it. */
  private record Row(String socat, String relay) {
    boolean listens() {
      return socat.contains("-LISTEN");
    }
  }

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

  private static List<Row> rows(boolean listening) throws IOException {
    try (Stream<String> lines = Files.lines(page())) {
      return lines
          .map(ROW::matcher)
          .filter(Matcher::matches)
          .map(row -> new Row(row.group(1), row.group(2)))
          .filter(row -> row.listens() == listening)
          .toList();
    }
  }

  /** The build runs tests in the folder of the module or in the one above. */
  private static Path page() {
    Path here = Path.of("docs", "relay.md").toAbsolutePath();
    return Files.exists(here) ? here : Path.of("..", "docs", "relay.md").toAbsolutePath();
  }

  /** A program, and the file or the socket that it may make. */
  private record Started(String command, Process process, Path made) {}

  private Started start(String command) throws IOException {
    Path made = folder.resolve("made-" + Math.floorMod(command.hashCode(), 1_000_000));
    List<String> words =
        WORD.matcher(command).results().map(word -> filled(word.group(), made)).toList();
    Process process =
        words.getFirst().equals("relay")
            ? programs.start(words.toArray(String[]::new))
            : programs.startProgram(words);
    return new Started(command, process, made);
  }

  private String filled(String word, Path made) {
    String filled = word.replaceAll("\\$(OUT|NEW)", made.toString()).replace("'", "");
    for (var place : places.entrySet()) {
      filled = filled.replace("$" + place.getKey(), place.getValue());
    }
    return filled;
  }

  /** What a program has printed and written. */
  private String result(Started started) throws Exception {
    var ended = programs.ended(started.process());
    assertEquals(0, ended.status(), started.command() + ": " + ended.err());
    String written = Files.exists(started.made()) ? Files.readString(started.made()) : "";
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
    for (Row row : rows(false)) {
      theirs.add(start(row.socat()));
      ours.add(start(row.relay()));
    }
    assertTrue(ours.size() >= 10, () -> "too few rows in " + page());
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
    List<Row> rows = rows(true);
    assertEquals(2, rows.size());
    for (Row row : rows) {
      Started theirs = start(row.socat());
      Started ours = start(row.relay());

      assertEquals(INPUT, ask(theirs, "listening on (.*)"));
      assertEquals(INPUT, ask(ours, "listening: (.*)"));
      assertEquals(0, theirs.process().waitFor());
      assertEquals(0, ours.process().waitFor());
    }
  }

  private static String ask(Started server, String announced) throws IOException {
    String address = DemoPrograms.awaitLine(server.process().errorReader(UTF_8), announced);
    try (SocketChannel channel = SocketChannel.open(addressOf(server, address))) {
      channel.write(ByteBuffer.wrap(INPUT.getBytes(UTF_8)));
      channel.shutdownOutput();
      return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
    }
  }

  private static SocketAddress addressOf(Started server, String announced) {
    return server.command().contains("$NEW")
        ? UnixDomainSocketAddress.of(server.made())
        : new InetSocketAddress(
            InetAddress.getLoopbackAddress(),
            Integer.parseInt(announced.substring(announced.lastIndexOf(':') + 1)));
  }
}
