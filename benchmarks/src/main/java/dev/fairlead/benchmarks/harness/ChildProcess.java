package dev.fairlead.benchmarks.harness;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A subject or a load generator in a process of its own.
 *
 * <p>It is spoken to in lines. Closing ends its input, which every child takes as the request to
 * leave; one that does not is killed.
 */
public final class ChildProcess implements AutoCloseable {
  private static final int SECONDS_TO_LEAVE = 5;

  private final List<String> command;
  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;

  private ChildProcess(List<String> command) throws IOException {
    this.command = List.copyOf(command);
    this.process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    this.output = process.inputReader();
    this.input = process.outputWriter();
  }

  /** Starts a program on the given processors; "" means wherever the system likes. */
  public static ChildProcess start(String processors, List<String> command) throws IOException {
    return new ChildProcess(pinned(processors, command));
  }

  /** Starts a main class of this class path in a JVM of its own. */
  public static ChildProcess startJvm(
      String processors, List<String> flags, Class<?> main, List<String> arguments)
      throws IOException {
    return start(processors, jvm(flags, System.getProperty("java.class.path"), main, arguments));
  }

  /** Starts a main class of another class path in a JVM of its own. */
  public static ChildProcess startJvm(
      List<String> flags, String classPath, Class<?> main, List<String> arguments)
      throws IOException {
    return start("", jvm(flags, classPath, main, arguments));
  }

  private static List<String> jvm(
      List<String> flags, String classPath, Class<?> main, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Jdk.tool("java"));
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(arguments);
    return command;
  }

  private static List<String> pinned(String processors, List<String> command) {
    if (processors.isEmpty()) {
      return command;
    }
    var all = new ArrayList<>(List.of("taskset", "-c", processors));
    all.addAll(command);
    return all;
  }

  public long pid() {
    return process.pid();
  }

  public String readLine() throws IOException {
    var line = output.readLine();
    if (line == null) {
      throw new IOException("ended without an answer (see its messages above): " + command);
    }
    return line;
  }

  /** Reads one line of {@code key=value} pairs; what is not a number is left out. */
  public Answer readValues() throws IOException {
    return Answer.parse(readLine());
  }

  /** Sends a command and reads its one-line answer. */
  public Answer ask(String request) throws IOException {
    input.write(request);
    input.newLine();
    input.flush();
    return readValues();
  }

  @Override
  public void close() throws IOException {
    input.close();
    try {
      if (!process.waitFor(SECONDS_TO_LEAVE, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
