import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.SnippetTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTreeScanner;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * Finds public types and methods of the library that have no documentation comment, and public
 * types whose comment shows no code.
 *
 * <p>The compiler's own check would also demand a tag for every parameter, which invites noise.
 */
final class DocumentedApi extends TreePathScanner<Void, Void> {
  private final SourceFiles files;
  private final CompilationUnitTree unit;
  private final List<String> findings;

  private DocumentedApi(SourceFiles files, CompilationUnitTree unit, List<String> findings) {
    this.files = files;
    this.unit = unit;
    this.findings = findings;
  }

  static List<String> violations(SourceFiles files) {
    var findings = new ArrayList<String>();
    for (var unit : files.units()) {
      if (!unit.getSourceFile().getName().contains("internal")) {
        new DocumentedApi(files, unit, findings).scan(unit, null);
      }
    }
    return findings;
  }

  @Override
  public Void visitClass(ClassTree type, Void unused) {
    if (isVisible(type.getModifiers())) {
      String name = type.getSimpleName().toString();
      DocCommentTree comment = demandComment(type, name);
      if (comment != null && !hasSnippet(comment)) {
        findings.add(files.place(unit, type) + ": " + name + " has no snippet");
      }
      return super.visitClass(type, null);
    }
    return null; // What is inside cannot be seen either.
  }

  @Override
  public Void visitMethod(MethodTree method, Void unused) {
    boolean constructor = method.getReturnType() == null;
    if (!constructor && isVisible(method.getModifiers()) && !isOverride(method.getModifiers())) {
      demandComment(method, method.getName() + "()");
    }
    return null; // Local classes are no API.
  }

  private boolean isVisible(ModifiersTree modifiers) {
    var flags = modifiers.getFlags();
    return flags.contains(Modifier.PUBLIC)
        || flags.contains(Modifier.PROTECTED)
        || (isInsideInterface() && !flags.contains(Modifier.PRIVATE));
  }

  private boolean isInsideInterface() {
    var parent = getCurrentPath().getParentPath().getLeaf();
    return parent.getKind() == Tree.Kind.INTERFACE || parent.getKind() == Tree.Kind.ANNOTATION_TYPE;
  }

  private static boolean isOverride(ModifiersTree modifiers) {
    return modifiers.getAnnotations().stream()
        .anyMatch(each -> each.getAnnotationType().toString().equals("Override"));
  }

  /** The comment of what is being visited, or null. */
  private DocCommentTree demandComment(Tree tree, String name) {
    DocCommentTree comment = files.docs().getDocCommentTree(getCurrentPath());
    if (comment == null) {
      findings.add(files.place(unit, tree) + ": " + name);
    }
    return comment;
  }

  private static boolean hasSnippet(DocCommentTree comment) {
    var found = new boolean[1];
    new DocTreeScanner<Void, Void>() {
      @Override
      public Void visitSnippet(SnippetTree snippet, Void unused) {
        found[0] = true;
        return null;
      }
    }.scan(comment, null);
    return found[0];
  }
}
