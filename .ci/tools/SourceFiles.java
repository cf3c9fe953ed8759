import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/** Parsed Java files, nothing resolved. */
record SourceFiles(DocTrees docs, List<CompilationUnitTree> units) {
  static SourceFiles parse(List<Path> files) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var sources = manager.getJavaFileObjectsFromPaths(files);
      var options = List.of("-proc:none");
      var task = (JavacTask) compiler.getTask(null, manager, null, options, null, sources);
      var units = new ArrayList<CompilationUnitTree>();
      task.parse().forEach(units::add);
      return new SourceFiles(DocTrees.instance(task), units);
    }
  }

  /** Where a tree begins, as an editor understands it. */
  String place(CompilationUnitTree unit, Tree tree) {
    long start = docs.getSourcePositions().getStartPosition(unit, tree);
    return unit.getSourceFile().getName() + ":" + unit.getLineMap().getLineNumber(start);
  }
}
