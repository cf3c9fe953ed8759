import static java.nio.file.FileVisitResult.CONTINUE;
import static java.nio.file.FileVisitResult.SKIP_SUBTREE;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Holds every Java file of the tree against google-java-format.
 *
 * <p>{@code Format.java check ROOT} lists the files that differ and fails; {@code fix} rewrites
 * them.
 */
final class Format {
  private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea", ".m2");
  private static final ToolProvider FORMATTER =
      ToolProvider.findFirst("google-java-format").orElseThrow();

  private Format() {}

  public static void main(String[] args) throws IOException {
    var files = javaFiles(Path.of(args[1]).normalize());
    System.exit(args[0].equals("fix") ? fix(files) : check(files));
  }

  private static int fix(List<String> files) {
    return format("--replace", files, new PrintWriter(System.out, true));
  }

  private static int check(List<String> files) {
    var different = new StringWriter();
    int result = format("--dry-run", files, new PrintWriter(different));
    if (different.toString().isEmpty()) {
      return result;
    }
    System.err.println("These files are not formatted; .ci/format formats them:");
    System.err.print(different);
    return 1;
  }

  private static int format(String mode, List<String> files, PrintWriter out) {
    var args = Stream.concat(Stream.of(mode), files.stream()).toArray(String[]::new);
    return FORMATTER.run(out, new PrintWriter(System.err, true), args);
  }

  private static List<String> javaFiles(Path root) throws IOException {
    var found = new ArrayList<String>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            return NOT_OURS.contains(dir.getFileName().toString()) ? SKIP_SUBTREE : CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              found.add(file.toString());
            }
            return CONTINUE;
          }
        });
    return found;
  }
}
