package dev.fairlead.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MainTest {
  private final List<String> ran = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Main main =
      new Main(
          List.of(
              new Demo("echo", "Sends back what it gets", ran::addAll),
              new Demo("chat", "Talks to many", args -> {})),
          new PrintStream(out, true, UTF_8),
          new PrintStream(err, true, UTF_8));

  @Test
  void theWordsAfterTheNameReachTheDemo() throws Exception {
    int status = main.run(List.of("echo", "8080", "fast"));

    assertEquals(0, status);
    assertEquals(List.of("8080", "fast"), ran);
  }

  @Test
  void withoutANameTheDemosAreListedInOrder() throws Exception {
    int status = main.run(List.of());

    assertEquals(0, status);
    assertEquals(
        List.of("  echo  Sends back what it gets", "  chat  Talks to many"),
        out.toString(UTF_8).lines().skip(2).toList());
  }

  @Test
  void anUnknownNameIsAnErrorThatListsTheDemos() throws Exception {
    int status = main.run(List.of("ehco"));

    assertEquals(2, status);
    assertTrue(err.toString(UTF_8).startsWith("There is no demo named \"ehco\"."));
    assertTrue(err.toString(UTF_8).contains("Sends back what it gets"));
  }
}
