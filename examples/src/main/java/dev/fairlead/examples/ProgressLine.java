package dev.fairlead.examples;

import static java.time.Duration.ofMillis;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import java.io.PrintStream;
import java.util.function.Supplier;

/** A line on standard error that is drawn anew while a program runs, and wiped when it ends. */
final class ProgressLine {

  private final Supplier<String> text;
  private final PrintStream screen;
  private int width;

  private ProgressLine(Supplier<String> text, PrintStream screen) {
    this.text = text;
    this.screen = screen;
  }

  /** Shows a text until all tasks of the group that are no services have ended. */
  static void showIn(TaskGroup group, Supplier<String> text) {
    group.startSoon(
        o -> o.withService().withName("progress"), new ProgressLine(text, System.err)::show);
  }

  private void show() {
    try {
      while (true) {
        draw(text.get());
        Fairlead.sleep(ofMillis(100));
      }
    } finally {
      draw("");
      screen.print("\r");
    }
  }

  /** Blanks hide what a longer line before has left. */
  private void draw(String line) {
    screen.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
    width = line.length();
  }
}
