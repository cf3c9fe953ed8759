import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/**
 * Finds public types and methods of the library that have no documentation comment.
 *
 * <p>The compiler's own check would also demand a tag for every parameter, which invites noise.
 */
final class DocumentedApi extends TreePathScanner<Void, Void> {
  private final DocTrees docs;
  private final CompilationUnitTree unit;
  private final List<String> missing;

  private DocumentedApi(DocTrees docs, CompilationUnitTree unit, List<String> missing) {
    this.docs = docs;
    this.unit = unit;
    this.missing = missing;
  }

  static List<String> missing(List<Path> files) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var sources = manager.getJavaFileObjectsFromPaths(files);
      var task =
          (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, sources);
      var missing = new ArrayList<String>();
      var docs = DocTrees.instance(task);
      for (var unit : task.parse()) {
        new DocumentedApi(docs, unit, missing).scan(unit, null);
      }
      return missing;
    }
  }

  @Override
  public Void visitClass(ClassTree type, Void unused) {
    if (isVisible(type.getModifiers())) {
      demandComment(type, type.getSimpleName().toString());
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

  private void demandComment(Tree tree, String name) {
    if (docs.getDocCommentTree(getCurrentPath()) == null) {
      long start = docs.getSourcePositions().getStartPosition(unit, tree);
      long line = unit.getLineMap().getLineNumber(start);
      missing.add(unit.getSourceFile().getName() + ":" + line + ": " + name);
    }
  }
}
