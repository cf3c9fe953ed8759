import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Holds files against google-java-format. */
final class Format {
  private static final ToolProvider FORMATTER =
      ToolProvider.findFirst("google-java-format").orElseThrow();

  private Format() {}

  /** Formats the files in place. */
  static int fix(List<Path> files) {
    return run("--replace", files, new PrintWriter(System.out, true));
  }

  /** The files that are not as the formatter would write them. */
  static List<String> different(List<Path> files) {
    var names = new StringWriter();
    int result = run("--dry-run", files, new PrintWriter(names));
    if (result != 0) {
      System.exit(result); // A syntax error, already printed.
    }
    return names.toString().lines().toList();
  }

  private static int run(String mode, List<Path> files, PrintWriter out) {
    var args = Stream.concat(Stream.of(mode), files.stream().map(Path::toString));
    return FORMATTER.run(out, new PrintWriter(System.err, true), args.toArray(String[]::new));
  }
}
