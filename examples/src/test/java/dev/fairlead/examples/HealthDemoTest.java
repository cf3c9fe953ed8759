package dev.fairlead.examples;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testing.TestAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(60) // several programs are started, on machines that do other things too
class HealthDemoTest {

  private static final Map<String, String> ANSWERS =
      Map.of(
          "/well", "HTTP/1.1 204 No Content\n\n",
          "/ill", "HTTP/1.1 503 Service Unavailable\nContent-Length: 0\n\n",
          "/babble", "\u0007what?\n");

  @RegisterExtension final DemoPrograms programs = new DemoPrograms();

  @TempDir Path folder;

  private static WebServer server() throws IOException {
    return new WebServer(ServerSocketFactory.getDefault(), ANSWERS);
  }

  /** The lines of the table without the times. */
  private static List<String> table(String out) {
    return out.lines()
        .map(line -> line.replaceFirst(" +\\d+ ms", "").replaceAll(" +", " "))
        .toList();
  }

  @Test
  void theTableSaysHowItStandsWithEachUrl() throws Exception {
    try (var server = server()) {
      String site = "http://localhost:" + server.port();
      String more = DemoPrograms.file(folder, "urls", "# the others\n" + site + "/babble # ?\n\n");

      var ended =
          programs.run(
              "health",
              "--deadline",
              "6", // enough for a JVM that has just started, on a busy machine
              "--file",
              more,
              site + "/ill",
              site + "/well",
              site + "/silent",
              "http://localhost:1/");

      List<String> lines = table(ended.out());
      assertEquals("FAIL 503 Service Unavailable " + site + "/ill", lines.get(0));
      assertEquals("ok 204 No Content " + site + "/well", lines.get(1));
      assertEquals("FAIL no answer within 6.0 s " + site + "/silent", lines.get(2));
      assertTrue(lines.get(3).contains("refused"), lines.get(3));
      assertEquals("FAIL not an HTTP/1 answer: \"?what?\" " + site + "/babble", lines.get(4));
      assertTrue(ended.err().contains("of 5 checked"), ended.err());
      assertTrue(ended.err().endsWith("fairlead health: 4 of 5 are not healthy\n"), ended.err());
      assertEquals(1, ended.status());
    }
  }

  @Test
  void httpsIsTrustedByTheGivenAuthorityOnly() throws Exception {
    TestAuthority authority = TestAuthority.create();
    var sockets = authority.issue("localhost").context(authority).getServerSocketFactory();
    String ca = DemoPrograms.file(folder, "ca.pem", authority.pem());
    try (var server = new WebServer(sockets, ANSWERS)) {
      String url = "https://localhost:" + server.port() + "/well";

      var trusted = programs.run("health", "--quiet", "--get", "--ca", ca, url);
      var strange = programs.run("health", "--quiet", url);

      assertEquals(new DemoPrograms.Ended(0, trusted.out(), ""), trusted);
      assertEquals(List.of("ok 204 No Content " + url), table(trusted.out()));
      assertEquals(1, strange.status());
      assertTrue(strange.out().contains("certificate"), strange.out());
    }
  }

  @Test
  void afterControlCTheTableSaysWhatIsKnown() throws Exception {
    try (var server = server()) {
      String site = "http://localhost:" + server.port();
      Process health =
          programs.start("health", "--quiet", "--limit", "1", site + "/silent", site + "/well");
      assertTrue(server.silent.await(15, SECONDS));

      int stopped = DemoPrograms.interrupt(health);

      var ended = programs.ended(health);
      assertEquals(
          List.of(
              "FAIL stopped before it answered " + site + "/silent",
              "FAIL not checked " + site + "/well"),
          table(ended.out()));
      assertEquals(stopped, ended.status());
    }
  }

  @Test
  void wrongUseIsToldWithTheNextStep() throws Exception {
    var ended = programs.run("health", "ftp://localhost/");

    assertEquals(
        """
        fairlead health: a URL starts with http:// or https://: ftp://localhost/
        ./fairlead health --help shows how it is used.
        """,
        ended.err());
    assertEquals(2, ended.status());
  }
}
