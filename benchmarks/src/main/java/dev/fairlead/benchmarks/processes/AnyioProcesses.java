package dev.fairlead.benchmarks.processes;

import dev.fairlead.benchmarks.harness.Experiment;
import dev.fairlead.benchmarks.harness.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Python's anyio, where it is installed: the same programs, started by an interpreter. */
final class AnyioProcesses implements Experiment {

  private static final String PYTHON = "python3";

  private final String what;
  private final int parallel;
  private final Metric rate;
  private final double unit;

  /**
   * Prepares an experiment.
   *
   * @param what as the script knows it
   * @param rate what is counted per second
   * @param unit how much of what the script counts makes one of it
   */
  AnyioProcesses(String what, int parallel, Metric rate, double unit) {
    this.what = what;
    this.parallel = parallel;
    this.rate = rate;
    this.unit = unit;
  }

  /** Whether this machine has it; looked up once. */
  private static final class Installed {
    static final boolean HERE = look();
  }

  /** Whether this machine has it. */
  static boolean isInstalled() {
    return Installed.HERE;
  }

  private static boolean look() {
    try {
      return exitCode(new ProcessBuilder(PYTHON, "-c", "import anyio")) == 0;
    } catch (IOException e) {
      return false; // There is no Python.
    }
  }

  private static int exitCode(ProcessBuilder builder) throws IOException {
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .onExit()
        .join()
        .exitValue();
  }

  @Override
  public Map<Metric, Double> measure(double warmupSeconds, double seconds) throws Exception {
    Path script =
        Path.of(System.getProperty("fairlead.benchmarks.home", "."))
            .resolve("src/main/python/programs.py");
    Process process =
        new ProcessBuilder(
                PYTHON,
                script.toString(),
                what,
                Integer.toString(parallel),
                Long.toString(FairleadProcesses.BYTES),
                Double.toString(warmupSeconds),
                Double.toString(seconds))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var output = process.inputReader()) {
      String line = output.readLine();
      if (line == null || process.waitFor() != 0) {
        throw new IOException("the script has failed, see its messages above: " + script);
      }
      String[] numbers = line.split(" ", 2);
      return Map.of(
          rate,
          Double.parseDouble(numbers[0]) / unit,
          ProcessLoad.THREADS,
          Double.parseDouble(numbers[1]));
    }
  }
}
