package dev.fairlead.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.Fairlead;
import dev.fairlead.testsupport.MortalProgram;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts a class of these tests in a JVM of its own. */
final class ChildJvm {

  private static final int SECONDS_OF_LIFE = 110; // less than its tests may take

  private ChildJvm() {}

  /** Prepares a JVM that runs a main class; its errors go to those of this one. */
  static ProcessBuilder prepare(Class<?> main, List<String> flags, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath(main), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /** Where the classes are, whether or not this JVM has them in modules. */
  private static String classPath(Class<?> main) {
    return Stream.of(main, AsyncPath.class, Fairlead.class)
        .map(ChildJvm::root)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String root(Class<?> type) {
    String name = "/" + type.getName().replace('.', '/') + ".class";
    String url = String.valueOf(type.getResource(name));
    String root = url.substring(0, url.length() - name.length());
    try {
      return root.startsWith("jar:file:")
          ? Path.of(new URI(root.substring("jar:".length(), root.length() - 1))).toString()
          : Path.of(new URI(root)).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no class path in " + url, e);
    }
  }

  /** Starts it; it ends before its test has to. */
  static Process start(ProcessBuilder builder) throws IOException {
    return MortalProgram.start(builder, SECONDS_OF_LIFE);
  }

  /** Runs it to its end and returns what it printed. */
  static String run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = start(builder);
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new AssertionError(builder.command() + " ended with " + code + ": " + printed);
    }
    return printed;
  }
}
