package dev.fairlead.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts demos as programs of their own, and ends those that a test has left running. */
final class DemoPrograms implements AfterEachCallback {

  /** What is left of a program that has ended. */
  record Ended(int status, String out, String err) {}

  private static final String MAIN = "dev.fairlead.examples.Main";
  private static final int PATIENCE_SECONDS = 40;
  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;

  private final List<Process> started = new ArrayList<>();

  @Override
  public void afterEach(ExtensionContext context) {
    started.forEach(Process::destroyForcibly);
  }

  /** Starts a demo. */
  Process start(String... words) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    String modules = System.getProperty("jdk.module.path");
    if (modules == null) {
      command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath(), MAIN));
    } else {
      command.add("--enable-native-access=dev.fairlead.process");
      command.addAll(
          List.of("--module-path", modules, "--module", "dev.fairlead.examples/" + MAIN));
    }
    command.addAll(List.of(words));
    return startProgram(command);
  }

  private static String classPath() {
    String ending = File.separator + "test";
    return String.join(
        File.pathSeparator,
        Pattern.compile(File.pathSeparator)
            .splitAsStream(System.getProperty("java.class.path"))
            .filter(entry -> !entry.endsWith(ending))
            .toList());
  }

  /** Starts a program of the system. */
  Process startProgram(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).start();
    started.add(process);
    return process;
  }

  /** Starts a demo with nothing to read and waits for its end. */
  Ended run(String... words) throws Exception {
    return runWithInput("", words);
  }

  /** Starts a demo, gives it something to read, and waits for its end. */
  Ended runWithInput(String input, String... words) throws Exception {
    Process process = start(words);
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    }
    return ended(process);
  }

  /** Waits for the end of a program. */
  Ended ended(Process process) throws Exception {
    CompletableFuture<String> err =
        CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
    CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> rest(process));
    assertTrue(process.waitFor(PATIENCE_SECONDS, SECONDS), "it has not ended");
    return new Ended(process.exitValue(), out.get(), err.get());
  }

  /** Through its reader, which may have read ahead when a test read a line. */
  private static String rest(Process process) {
    try {
      var text = new StringBuilder();
      BufferedReader out = process.inputReader(UTF_8);
      char[] buffer = new char[4_096];
      for (int count = out.read(buffer); count >= 0; count = out.read(buffer)) {
        text.append(buffer, 0, count);
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(InputStream stream) {
    try {
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads lines until one matches, and returns its first group. */
  static String awaitLine(BufferedReader lines, String pattern) throws IOException {
    var seen = new ArrayList<String>();
    while (true) {
      String line = lines.readLine();
      assertTrue(line != null, "ended without a line like " + pattern + ": " + seen);
      seen.add(line);
      Matcher matcher = Pattern.compile(pattern).matcher(line);
      if (matcher.find()) {
        return matcher.groupCount() == 0 ? line : matcher.group(1);
      }
    }
  }

  /**
   * As Ctrl-C in a terminal does. A build in the background of a shell is told to ignore that, and
   * so are all programs below it; they are asked as a service manager asks.
   *
   * @return the status with which a program that was stopped ends
   */
  static int interrupt(Process process) throws Exception {
    int signal = ignoresInterrupts(process) ? SIGTERM : SIGINT;
    Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
    assertEquals(0, kill.waitFor());
    return 128 + signal;
  }

  private static boolean ignoresInterrupts(Process process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .anyMatch(ignored -> (ignored & 1L << (SIGINT - 1)) != 0);
  }

  /** Asks a program to end; unlike {@code Process.destroy}, leaves its output readable. */
  static void terminate(Process process) {
    process.toHandle().destroy();
  }

  /** Writes a file and returns its name. */
  static String file(Path folder, String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }
}
