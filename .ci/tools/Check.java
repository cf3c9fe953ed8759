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
 * <p>{@code Check.java check ROOT} lists what is not formatted, what is not documented and where a
 * cancellation can get lost, and fails; {@code Check.java fix ROOT} formats.
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
    var library = SourceFiles.parse(files.stream().filter(Check::isLibrary).toList());
    boolean passed =
        report("Not formatted; .ci/format does it:", Format.different(files))
            & report(
                "A documentation comment, or the tested snippet of a type, is missing:",
                DocumentedApi.violations(library))
            & report(
                "A cancellation must go on: end the clause by throwing, or catch less:",
                PassedOnCancellation.violations(library));
    System.exit(passed ? 0 : 1);
  }

  private static boolean report(String heading, List<String> findings) {
    if (!findings.isEmpty()) {
      System.err.println(heading);
      findings.forEach(finding -> System.err.println("  " + finding));
    }
    return findings.isEmpty();
  }

  /** The engine itself is not asked: it is what cancellation is made of. */
  private static boolean isLibrary(Path file) {
    return LIBRARY.contains(file.getName(0).toString())
        && file.getName(2).toString().equals("main")
        && !file.startsWith("core/src/main/java/dev/fairlead/internal");
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
