package dev.fairlead.process;

import dev.fairlead.process.internal.worker.WorkerMain;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The command line of a JVM that can run what this one can. */
final class WorkerJvm {

  // They serve this very process: debuggers, agents, recordings, ports, logs in files.
  private static final List<String> NOT_CARRIED =
      List.of(
          "-agentlib:",
          "-agentpath:",
          "-javaagent:",
          "-Xrun",
          "-Xdebug",
          "-XX:StartFlightRecording",
          "-XX:FlightRecorderOptions",
          "-Xlog:",
          "-Xloggc:",
          "-XX:LogFile",
          "-Dcom.sun.management.",
          "-Xshare:dump",
          "-XX:ArchiveClassesAtExit",
          "-XX:AOT");

  // A JVM takes options from these too. They are among those of this one, and carried over or not.
  private static final List<String> VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private static final List<String> UTF_8_OUTPUT =
      List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8");

  private static final Pattern ENTRY = Pattern.compile(Pattern.quote(File.pathSeparator));

  private WorkerJvm() {}

  /** Takes those variables away from a command that starts a worker. */
  static Command withoutVariables(Command command) {
    Command without = command;
    for (String variable : VARIABLES) {
      without = without.withoutVariable(variable);
    }
    return without;
  }

  static boolean isCarried(String option) {
    return NOT_CARRIED.stream().noneMatch(option::startsWith);
  }

  /** The program and its arguments. */
  static List<String> arguments(WorkerSettings.Kind kind, String... arguments) {
    var all = new ArrayList<String>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(WorkerJvm::isCarried)
        .forEach(all::add);
    all.add("-XX:+DisplayVMOutputToStderr"); // Standard output may be where the answers go.
    all.addAll(UTF_8_OUTPUT);
    all.addAll(kind.jvmOptions());
    addClasses(all);
    all.addAll(List.of(arguments));
    return all;
  }

  private static void addClasses(List<String> all) {
    String classPath = System.getProperty("java.class.path", "");
    if (!classPath.isEmpty()) {
      all.add("-cp");
      all.add(absolute(classPath));
    }
    Module own = WorkerMain.class.getModule();
    if (own.isNamed()) {
      String mainModule = System.getProperty("jdk.module.main", "");
      if (!mainModule.isEmpty() && !Set.of(own.getName()).contains(mainModule)) {
        all.add("--add-modules=" + mainModule);
      }
      all.add("-m");
      all.add(own.getName() + "/" + WorkerMain.class.getName());
    } else {
      all.add(WorkerMain.class.getName());
    }
  }

  private static String absolute(String classPath) {
    return ENTRY
        .splitAsStream(classPath)
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
