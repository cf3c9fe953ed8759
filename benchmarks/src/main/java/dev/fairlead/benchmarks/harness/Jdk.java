package dev.fairlead.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/** The tools of the JDK that runs the benchmarks. */
public final class Jdk {

  private Jdk() {}

  /** The full name of a program of this JDK, such as "java". */
  public static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /**
   * Compiles sources that need preview features, which the normal build does not allow.
   *
   * @return the directory with the classes
   */
  public static Path compilePreview(Path sources, Path target) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException(
          "no Java compiler in " + System.getProperty("java.home") + "; run with a JDK, not a JRE");
    }
    var release = String.valueOf(Runtime.version().feature());
    var options = List.of("--enable-preview", "--release", release, "-nowarn", "-Xlint:-options");
    try (var files = compiler.getStandardFileManager(null, null, null);
        var found = Files.walk(sources)) {
      Files.createDirectories(target);
      files.setLocationFromPaths(javax.tools.StandardLocation.CLASS_OUTPUT, List.of(target));
      var units = files.getJavaFileObjects(found.filter(Files::isRegularFile).toArray(Path[]::new));
      if (!compiler.getTask(null, files, _ -> {}, options, null, units).call()) {
        throw new IllegalStateException("cannot compile " + sources + " with preview features");
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
