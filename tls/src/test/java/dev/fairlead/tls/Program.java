package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.Fairlead;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that others have written, running for as long as a test needs it as its peer. Its
 * output goes to a file, so it never waits for the test; waits are for tasks.
 */
final class Program implements AutoCloseable {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(3);

  private final Process process;
  private final Path output;

  private Program(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Skips the test where there is no such program. */
  static void assumeThereIs(String name) {
    assumeTrue(exists(name), "there is no program " + name + " on the PATH");
  }

  private static boolean exists(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
  }

  /** Starts a program in a directory, where its output goes too. */
  static Program start(Path directory, String... command) throws IOException {
    Path output = Files.createTempFile(directory, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new Program(process, output);
  }

  /** Runs a program to its end and returns what it said; fails if the program says it failed. */
  static String run(Path directory, String... command) throws IOException {
    try (Program program = start(directory, command)) {
      program.endInput();
      int status = program.awaitEnd();
      if (status != 0) {
        throw new AssertionError(
            String.join(" ", command) + " failed with " + status + ": " + program.output());
      }
      return program.output();
    }
  }

  /** Types into the program. */
  void type(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** What it has said so far. */
  String output() throws IOException {
    return Files.readString(output);
  }

  /** Waits until it has said something that fits, and returns the first group of the pattern. */
  String await(String pattern) throws IOException {
    Pattern wanted = Pattern.compile(pattern);
    while (true) {
      boolean ended = !process.isAlive();
      Matcher found = wanted.matcher(output());
      if (found.find()) {
        return found.group(found.groupCount());
      }
      if (ended) {
        throw new AssertionError("it ended without saying " + pattern + ": " + output());
      }
      Fairlead.sleep(BETWEEN_LOOKS);
    }
  }

  /** Waits for its end and returns its status. */
  int awaitEnd() {
    while (process.isAlive()) {
      Fairlead.sleep(BETWEEN_LOOKS);
    }
    return process.exitValue();
  }

  /** Ends it at once; it has no chance to say goodbye to anybody. */
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    process.getOutputStream().close();
    process.onExit().join();
  }
}
