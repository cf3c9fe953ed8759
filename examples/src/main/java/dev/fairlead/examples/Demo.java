package dev.fairlead.examples;

import java.util.List;

/**
 * A program that shows one thing the library does.
 *
 * @param name what the user types
 * @param summary one line for the list of demos
 * @param program what runs
 */
public record Demo(String name, String summary, Program program) {
  /** What a demo does with the words that follow its name. */
  @FunctionalInterface
  public interface Program {
    /** Runs to the end, or until the user stops it. */
    void run(List<String> args) throws Exception;
  }
}
