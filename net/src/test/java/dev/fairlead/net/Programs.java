package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.Fairlead;
import dev.fairlead.testsupport.MortalProgram;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Assumptions;

/** Programs that tests run beside themselves. */
final class Programs {

  private static final int SECONDS = 15;

  // Less than a test may take, unless it says otherwise.
  private static final int SECONDS_OF_LIFE = 18;

  private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

  private Programs() {}

  /** Skips the test, and says why, where one of the programs is not installed. */
  static void assumeInstalled(String... programs) {
    for (String program : programs) {
      boolean found =
          Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
              .anyMatch(directory -> Files.isExecutable(Path.of(directory).resolve(program)));
      Assumptions.assumeTrue(found, () -> "needs the program " + program);
    }
  }

  /** Whether programs can be given a network of their own. */
  static boolean mayUnshare() throws Exception {
    return run("", "unshare", "-Urn", "echo", "yes").equals("yes\n");
  }

  /** Runs a program to its end with some input and returns what it wrote. A checkpoint. */
  static String run(String input, String... command) throws Exception {
    assumeInstalled(command[0]);
    return ToThread.<String, Exception>call(() -> {
      Process process =
          MortalProgram.start(
              new ProcessBuilder(command).redirectErrorStream(true), SECONDS_OF_LIFE);
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(UTF_8));
      }
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(List.of(command) + " did not end; it wrote: " + output);
      }
      return output;
    });
  }

  /** Starts a program, of which the test reads lines. It does not live longer than a test may. */
  static Process start(String... command) throws IOException {
    return start(SECONDS_OF_LIFE, command);
  }

  private static Process start(int seconds, String... command) throws IOException {
    assumeInstalled(command[0]);
    return MortalProgram.start(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT), seconds);
  }

  /** Reads the next line of a program. A checkpoint. */
  static String lineOf(Process process) throws IOException {
    return ToThread.<String, IOException>call(() -> process.inputReader().readLine());
  }

  /** Ends a program and waits until it has ended. */
  static void end(Process process) throws Exception {
    process.destroy();
    ToThread.run(process::waitFor);
  }

  /**
   * Starts the main method of a test class in a JVM of its own, by way of a shell command. Its
   * classes are in jars, which stay open: it can load more of them when it may open no file.
   */
  static Process java(Class<?> main, String shell, Path directory) throws IOException {
    return java(main, List.of(), shell, directory);
  }

  /** As {@link #java(Class, String, Path)}, below a program that starts others. */
  static Process java(Class<?> main, List<String> below, String shell, Path directory)
      throws IOException {
    return java(main, below, shell, directory, SECONDS_OF_LIFE);
  }

  /** As {@link #java(Class, List, String, Path)}, with another limit of its life. */
  static Process java(Class<?> main, List<String> below, String shell, Path directory, int seconds)
      throws IOException {
    var command = new ArrayList<>(below);
    command.addAll(List.of("sh", "-c", shell + "\nexec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", NATIVE, "-cp"));
    command.add(classPath(main, directory));
    command.add(main.getName());
    return start(seconds, command.toArray(String[]::new));
  }

  /** As {@link #java(Class, String, Path)}, without leave to use native code. */
  static Process javaWithoutNativeCode(Class<?> main, Path directory) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--illegal-native-access=deny", "-cp", classPath(main, directory)));
    command.add(main.getName());
    return start(command.toArray(String[]::new));
  }

  private static String classPath(Class<?> main, Path directory) throws IOException {
    var classPath = new ArrayList<String>();
    for (Class<?> type : List.of(Fairlead.class, Net.class, main)) {
      Path location = locationOf(type);
      classPath.add((Files.isDirectory(location) ? jar(location, directory) : location).toString());
    }
    for (String path : List.of("java.class.path", "jdk.module.path")) {
      classPath.add(System.getProperty(path, ""));
    }
    return String.join(java.io.File.pathSeparator, classPath);
  }

  private static Path jar(Path classes, Path directory) throws IOException {
    Path jar = Files.createTempFile(directory, "classes", ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        var out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(classes)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(classes.relativize(path).toString().replace('\\', '/')));
        Files.copy(path, out);
      }
    }
    return jar;
  }

  /** The directory above the packages of a class, or its jar. */
  private static Path locationOf(Class<?> type) {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    String url = String.valueOf(type.getResource(file));
    String above = url.substring(0, url.length() - file.length());
    return Path.of(
        URI.create(above.startsWith("jar:") ? above.substring(4, above.length() - 1) : above));
  }
}
