import static java.nio.file.FileVisitResult.CONTINUE;
import static java.nio.file.FileVisitResult.SKIP_SUBTREE;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Looks at every Java file of the tree before anything is compiled.
 *
 * <p>{@code Check.java check ROOT} lists what is not formatted and what is not documented, and
 * fails; {@code Check.java fix ROOT} formats.
 */
final class Check {
  private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea", ".m2");
  private static final Set<String> LIBRARY =
      Set.of("core", "net", "tls", "file-io", "process", "testing");

  private Check() {}

  public static void main(String[] args) throws IOException {
    var files = javaFiles(Path.of(args[1]).normalize());
    if (args[0].equals("fix")) {
      System.exit(Format.fix(files));
    }
    boolean formatted = report("Not formatted; .ci/format does it:", Format.different(files));
    var api = files.stream().filter(Check::isApi).toList();
    boolean documented = report("A documentation comment is missing:", DocumentedApi.missing(api));
    System.exit(formatted && documented ? 0 : 1);
  }

  private static boolean report(String heading, List<String> findings) {
    if (!findings.isEmpty()) {
      System.err.println(heading);
      findings.forEach(finding -> System.err.println("  " + finding));
    }
    return findings.isEmpty();
  }

  private static boolean isApi(Path file) {
    return LIBRARY.contains(file.getName(0).toString())
        && file.getName(2).toString().equals("main")
        && !file.toString().contains("internal");
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    var found = new ArrayList<Path>();
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
              found.add(file);
            }
            return CONTINUE;
          }
        });
    return found;
  }
}
