package dev.fairlead.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  @Test
  void aResultTakesThePlaceOfTheProgress() {
    var terminal = new ByteArrayOutputStream();
    var both = new PrintStream(terminal, true, UTF_8);
    var progress = new ProgressLine(() -> "half", both, both);

    progress.draw();
    progress.printInstead("result");
    progress.draw();

    assertEquals(
        "\rhalf\r    \rresult" + System.lineSeparator() + "\rhalf", terminal.toString(UTF_8));
  }
}
