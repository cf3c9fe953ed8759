package dev.fairlead.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  @Test
  void hashPrintsWhatSha256sumPrints() throws Exception {
    String empty = DemoPrograms.file(folder, "empty", "");
    String greeting = DemoPrograms.file(folder, "greeting", "hello\n".repeat(100_000));
    Process sums = programs.startProgram(List.of("sha256sum", empty, greeting));

    var ours = programs.run("hash", "--quiet", folder.toString());

    assertEquals(programs.ended(sums), ours);
  }

  @Test
  void hashIsEndedByControlCWithoutAnotherSum() throws Exception {
    Path endless = folder.resolve("endless");
    try (var file = new RandomAccessFile(endless.toFile(), "rw")) {
      file.setLength(1L << 40); // a hole, which takes hours to read and no room
    }
    Process hash = programs.start("hash", endless.toString());
    DemoPrograms.awaitLine(hash.errorReader(UTF_8), "\\[");

    int stopped = DemoPrograms.interrupt(hash);

    var ended = programs.ended(hash);
    assertEquals(stopped, ended.status());
    assertEquals("", ended.out());
  }

  @Test
  void hashNamesAFileThatIsNotThere() throws Exception {
    Path missing = folder.resolve("missing");

    var hash = programs.run("hash", missing.toString());

    assertEquals("fairlead hash: no such file: " + missing + "\n", hash.err());
    assertEquals(1, hash.status());
  }

  @Test
  void hashNamesAFolderThatItMustNotRead() throws Exception {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    try {
      assumeTrue(locked.toFile().setReadable(false) && !Files.isReadable(locked));

      var hash = programs.run("hash", folder.toString());

      assertEquals(
          "fairlead hash: java.nio.file.AccessDeniedException: " + locked + "\n", hash.err());
      assertEquals(1, hash.status());
    } finally {
      assertTrue(locked.toFile().setReadable(true));
    }
  }

  @Test
  void everyDemoHasHelp() throws Exception {
    var started = new ArrayList<Process>();
    for (Demo demo : Demos.ALL) {
      started.add(programs.start(demo.name(), "--help"));
    }
    for (int i = 0; i < started.size(); i++) {
      var help = programs.ended(started.get(i));

      String name = Demos.ALL.get(i).name();
      assertTrue(help.out().startsWith("Usage: ./fairlead " + name), help::out);
      assertEquals(0, help.status());
      assertEquals("", help.err());
    }
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

  @Test
  void nobodyServesWhoWasAskedForSomethingElse() throws Exception {
    assertEquals("there are options only: 7009", refusal("chat", "7009"));
    assertEquals(
        "these exclude each other: --tls --udp", refusal("echo", "--udp", "--tls", "--port", "0"));
    assertEquals(
        "to a UNIX socket there is no --tls and no --udp: unix:nowhere",
        refusal("echo", "--connect", "unix:nowhere", "--tls"));
  }

  @Test
  void noOptionIsIgnored() throws Exception {
    String twoFiles = "without --tls there is no --certificate --key";
    assertEquals(twoFiles, refusal("chat", "--certificate", "a", "--key", "b", "--port", "0"));
    assertEquals(twoFiles, refusal("echo", "--certificate", "a", "--key", "b", "--port", "0"));
    assertEquals("without --connect there is no --ca", refusal("echo", "--tls", "--ca", "a"));
    assertEquals(
        "these exclude each other: --connect --port",
        refusal("echo", "--connect", "localhost:1", "--port", "1"));
    assertEquals(
        "these exclude each other: --unix --host",
        refusal("echo", "--unix", "nowhere", "--host", "localhost"));
  }

  @Test
  void whatTheLibraryRefusesIsToldInWords() throws Exception {
    String words = failure("echo", "--unix", "/tmp/" + "x".repeat(200));

    assertTrue(words.startsWith("the path of a UNIX socket has at most"), words);
  }

  @Test
  void aFileThatIsNoTextIsNamed() throws Exception {
    Path urls = Files.write(folder.resolve("urls"), new byte[] {(byte) 0xFF});

    assertEquals("no text in UTF-8: " + urls, failure("health", "--file", urls.toString()));
    assertEquals(
        "cannot read " + folder + ": Is a directory",
        failure("health", "--file", folder.toString()));
  }

  @Test
  void hashFollowsALinkThatItWasGivenAndIgnoresNoPlace() throws Exception {
    Path real = Files.createDirectory(folder.resolve("real"));
    String file = DemoPrograms.file(real, "file", "hello\n");
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    String sum = programs.run("hash", "--quiet", file).out().replace(file, "");

    assertEquals(sum.strip() + "  " + link.resolve("file") + "\n", hashed(link));
    assertEquals("neither a file nor a folder: /dev/null", failure("hash", "/dev/null"));
  }

  private String hashed(Path place) throws Exception {
    return programs.run("hash", "--quiet", place.toString()).out();
  }

  @Test
  void anOutputThatCannotBeWrittenIsAFailure() throws Exception {
    var out = new ByteArrayOutputStream();
    var broken =
        new PrintStream(OutputStream.nullOutputStream()) {
          @Override
          public boolean checkError() {
            return true;
          }
        };
    var demo = new Demo("sum", "Prints a sum", _ -> {});

    int status =
        new Main(List.of(demo), broken, new PrintStream(out, true, UTF_8)).run(List.of("sum"));

    assertEquals(1, status);
    assertEquals("fairlead sum: standard output could not be written to\n", out.toString(UTF_8));
  }

  /** What a demo says when it fails, without its name. */
  private String failure(String... words) throws Exception {
    var failed = programs.run(words);
    assertEquals(1, failed.status(), failed::err);
    return failed.err().lines().findFirst().orElse("").replaceFirst("^fairlead \\w+: ", "");
  }

  @Test
  void aPlaceWithoutAPathIsWrongUse() throws Exception {
    String path = "this place names no path: ";
    assertEquals(path + "unix:", refusal("echo", "--connect", "unix:"));
    assertEquals(path + "unix-listen:", refusal("relay", "unix-listen:", "-"));
    assertEquals(path + "file:", refusal("relay", "file:", "-"));
  }

  /** What a demo says about words that it does not take, without its name. */
  private String refusal(String... words) throws Exception {
    var wrong = programs.run(words);
    assertEquals(2, wrong.status(), wrong::err);
    return wrong.err().lines().findFirst().orElse("").replaceFirst("^fairlead \\w+: ", "");
  }

  @Test
  void theBarOfAFileThatGrowsIsFull() {
    String full = "[" + "#".repeat(40) + "]";

    assertEquals("[" + "#".repeat(20) + ".".repeat(20) + "]", HashDemo.bar(1, 2));
    assertEquals(full, HashDemo.bar(2, 2));
    assertEquals(full, HashDemo.bar(3, 2));
    assertEquals(full, HashDemo.bar(0, 0));
  }
}
