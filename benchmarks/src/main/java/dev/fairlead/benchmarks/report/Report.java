package dev.fairlead.benchmarks.report;

import dev.fairlead.benchmarks.harness.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a run's results: {@code NAME.txt}, {@code NAME.csv} and {@code NAME.svg}. */
public final class Report {

  private Report() {}

  /** Writes the three files and answers the table. */
  public static String write(String name, Results results, Path directory) throws IOException {
    var table = Machine.describe() + "\n\n" + new TableReport(results).text();
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(name + ".txt"), table);
    Files.writeString(directory.resolve(name + ".csv"), new CsvReport(results).text());
    Files.writeString(directory.resolve(name + ".svg"), new SvgReport(results).text());
    return table;
  }
}
