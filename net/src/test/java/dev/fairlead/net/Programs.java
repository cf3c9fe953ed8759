package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.Fairlead;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.newsclub.net.unix.AFUNIXSocket;

/** Programs that tests run beside themselves. */
final class Programs {

  private static final int SECONDS = 15;

  private Programs() {}

  /** Runs a program to its end with some input and returns what it wrote. A checkpoint. */
  static String run(String input, String... command) throws Exception {
    return ToThread.<String, Exception>call(() -> {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
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

  /** Starts the main method of a test class in a JVM of its own, by way of a shell command. */
  static Process java(Class<?> main, String shell) throws IOException {
    var command = new ArrayList<>(List.of("sh", "-c", shell + "; exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-p", modulePath()));
    command.addAll(List.of("--patch-module", "dev.fairlead.net=" + locationOf(main)));
    command.addAll(List.of("--add-reads", "dev.fairlead.net=ALL-UNNAMED"));
    command.addAll(List.of("-m", "dev.fairlead.net/" + main.getName()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String modulePath() {
    return String.join(
        System.getProperty("path.separator"),
        locationOfModule(Fairlead.class),
        locationOfModule(Net.class),
        locationOfModule(AFUNIXSocket.class));
  }

  private static String locationOfModule(Class<?> type) {
    var location =
        type.getModule()
            .getLayer()
            .configuration()
            .findModule(type.getModule().getName())
            .orElseThrow()
            .reference()
            .location()
            .orElseThrow();
    return Path.of(location).toString();
  }

  /** Where the class file of a test is: the directory above its packages. */
  private static String locationOf(Class<?> type) {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    String url = String.valueOf(type.getResource(file));
    return Path.of(java.net.URI.create(url.substring(0, url.length() - file.length() + 1)))
        .toString();
  }
}
