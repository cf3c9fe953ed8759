package dev.fairlead.examples;

import static java.time.Duration.ofMillis;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import java.io.PrintStream;
import java.util.function.Supplier;

/**
 * A line on standard error that is drawn anew while a program runs, and wiped when it ends or has
 * something to print.
 */
final class ProgressLine {

  private final Supplier<String> text;
  private final PrintStream screen;
  private final PrintStream results;
  private int width; // guarded by this

  ProgressLine(Supplier<String> text, PrintStream screen, PrintStream results) {
    this.text = text;
    this.screen = screen;
    this.results = results;
  }

  /**
   * Shows a text until all tasks of the group that are no services have ended.
   *
   * @param results where lines go that are printed meanwhile
   */
  static ProgressLine showIn(TaskGroup group, Supplier<String> text, PrintStream results) {
    var line = new ProgressLine(text, System.err, results);
    group.startSoon(o -> o.withService().withName("progress"), line::show);
    return line;
  }

  /** Prints a line where the text was: its place may be the same terminal. */
  synchronized void printInstead(String result) {
    wipe();
    results.println(result);
  }

  private void show() {
    try {
      while (true) {
        draw();
        Fairlead.sleep(ofMillis(100));
      }
    } finally {
      wipe();
    }
  }

  synchronized void draw() {
    draw(text.get());
  }

  private synchronized void wipe() {
    draw("");
    screen.print("\r");
  }

  /** Blanks hide what a longer line before has left. */
  private synchronized void draw(String line) {
    screen.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
    width = line.length();
  }
}
