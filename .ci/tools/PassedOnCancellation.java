import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds catch clauses that could eat a cancellation: they catch Cancelled or something above it and
 * do not end by throwing.
 *
 * <p>Code that catches everything where no task can be, as on a thread of a pool, says so by
 * {@code @SuppressWarnings("CatchesEverything")} on its method.
 */
final class PassedOnCancellation extends TreeScanner<Void, Void> {
  private static final Set<String> EATERS = Set.of("Cancelled", "Error", "Throwable");

  private final SourceFiles files;
  private final CompilationUnitTree unit;
  private final List<String> findings;

  private PassedOnCancellation(SourceFiles files, CompilationUnitTree unit, List<String> findings) {
    this.files = files;
    this.unit = unit;
    this.findings = findings;
  }

  static List<String> violations(SourceFiles files) {
    var findings = new ArrayList<String>();
    for (var unit : files.units()) {
      new PassedOnCancellation(files, unit, findings).scan(unit, null);
    }
    return findings;
  }

  @Override
  public Void visitMethod(MethodTree method, Void unused) {
    boolean excused =
        method.getModifiers().getAnnotations().stream()
            .map(AnnotationTree::toString)
            .anyMatch(each -> each.contains("CatchesEverything"));
    return excused ? null : super.visitMethod(method, null);
  }

  @Override
  public Void visitCatch(CatchTree clause, Void unused) {
    if (types(clause.getParameter().getType()).anyMatch(EATERS::contains)
        && !endsByThrowing(clause)) {
      findings.add(files.place(unit, clause) + ": catch (" + clause.getParameter() + ")");
    }
    return super.visitCatch(clause, null);
  }

  private static Stream<String> types(Tree type) {
    return type instanceof UnionTypeTree union
        ? union.getTypeAlternatives().stream().map(Tree::toString)
        : Stream.of(type.toString());
  }

  private static boolean endsByThrowing(CatchTree clause) {
    var statements = clause.getBlock().getStatements();
    return !statements.isEmpty() && statements.getLast() instanceof ThrowTree;
  }
}
