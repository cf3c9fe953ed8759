package dev.fairlead.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ForEveryBackend
@ExtendWith(NoProcessIsLeft.class)
class OutputLineTest {

  private static final int PLENTY = 1_000;

  private final MemoryObjectStreams.Pair<OutputLine> lines = MemoryObjectStreams.create(PLENTY);

  private ProcessOptions bothOutputs(String source, ProcessOptions options) {
    return options
        .withStdout(Redirect.lines(source, lines.send()))
        .withStderr(Redirect.lines(source, lines.send()));
  }

  private List<String> received() throws IOException {
    lines.send().close();
    var all = new ArrayList<String>();
    lines.receive().forEach(line -> all.add(line.toString()));
    return all.stream().sorted().toList();
  }

  @ParameterizedTest
  @EnumSource
  void linesSayWhoseTheyAreAndWhatTheyWereWrittenTo(Platform platform) throws IOException {
    TaskGroup.run(group -> {
      for (String name : List.of("a", "b")) {
        Processes.startProcess(
            group,
            Command.shell("echo out; echo err >&2; printf last"),
            o -> bothOutputs(name, ((ProcessSettings) o).on(platform)),
            _ -> {});
      }
    });

    assertEquals(List.of("a! err", "a: last", "a: out", "b! err", "b: last", "b: out"), received());
  }

  @Test
  void theLinesOfOneOutputKeepTheirOrder() throws IOException {
    Processes.runProcess(
        Command.of("seq", "1", "500"), o -> o.withStdout(Redirect.lines("seq", lines.send())));
    lines.send().close();

    var texts = new ArrayList<String>();
    lines.receive().forEach(line -> texts.add(line.text()));
    assertEquals(500, texts.size());
    assertEquals(
        texts.stream().map(Integer::valueOf).sorted().map(Object::toString).toList(), texts);
  }

  @Test
  void inAPipelineTheErrorsOfEveryProgramAreGiven() throws IOException {
    Processes.runPipeline(
        List.of(Command.shell("echo one >&2"), Command.shell("echo two >&2")),
        o -> o.withStderr(Redirect.lines("pipeline", lines.send())));

    assertEquals(List.of("pipeline! one", "pipeline! two"), received());
  }

  @Test
  void aLineThatIsTooLongComesInPiecesAndWhatIsNoTextIsReplaced() throws IOException {
    Processes.runProcess(
        Command.shell("head -c 150000 /dev/zero | tr '\\0' x; echo; printf '\\344\\n'"),
        o -> o.withStdout(Redirect.lines("long", lines.send())));
    lines.send().close();

    var texts = new ArrayList<String>();
    lines.receive().forEach(line -> texts.add(line.text()));
    assertEquals("\uFFFD", texts.removeLast());
    assertTrue(texts.stream().allMatch(text -> text.length() <= 65_536), "a piece is too long");
    assertEquals("x".repeat(150_000), String.join("", texts));
    assertEquals(150_000, String.join("", texts).getBytes(ISO_8859_1).length);
  }

  @Test
  void aPieceHasWholeCharactersAndALineThatJustFitsComesWhole() throws IOException {
    String just = "x".repeat(65_536);
    String umlauts = "x" + "\u00E4".repeat(70_000);
    Processes.runProcess(
        Command.of("cat"),
        o ->
            o.withInput(just + "\nnext\n" + just + "\r\nlast\r\n" + umlauts + "\n")
                .withStdout(Redirect.lines("long", lines.send())));
    lines.send().close();

    var texts = new ArrayList<String>();
    lines.receive().forEach(line -> texts.add(line.text()));
    assertEquals(List.of(just, "next", just, "last"), texts.subList(0, 4));
    assertEquals(umlauts, String.join("", texts.subList(4, texts.size())));
  }

  @Test
  void aReturnBehindALineThatJustFitsEndsItOnlyBeforeANewline() throws IOException {
    String just = "x".repeat(65_536);
    Processes.runProcess(
        Command.of("cat"),
        o ->
            o.withInput(just + "\ry\n" + just + "\r\r\n" + just + "y\r\n")
                .withStdout(Redirect.lines("long", lines.send())));
    lines.send().close();

    var texts = new ArrayList<String>();
    lines.receive().forEach(line -> texts.add(line.text()));
    assertEquals(List.of(just, "\ry", just, "\r", just, "y"), texts);
  }

  @Test
  void aReturnAtTheVeryEndEndsNoLine() throws IOException {
    String just = "x".repeat(65_536);
    for (String input : List.of("y\r", just + "\r")) {
      Processes.runProcess(
          Command.of("cat"),
          o -> o.withInput(input).withStdout(Redirect.lines("last", lines.send())));
    }
    lines.send().close();

    var texts = new ArrayList<String>();
    lines.receive().forEach(line -> texts.add(line.text()));
    assertEquals(List.of("y\r", just, "\r"), texts);
  }

  @Test
  void aReaderOfLinesThatLeavesEndsTheProgram() {
    lines.receive().close();

    assertThrows(
        IOException.class,
        () ->
            Processes.runProcess(
                Command.of("yes"), o -> o.withStdout(Redirect.lines("yes", lines.send()))));
  }

  @Test
  void whoNeedsATaskToCopySaysSo() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Processes.openProcess(Command.of("true"), o -> bothOutputs("x", o)));
    assertThrows(
        IllegalArgumentException.class,
        () -> ProcessOptions.defaults().withStdin(Redirect.lines("x", lines.send())));
  }
}
