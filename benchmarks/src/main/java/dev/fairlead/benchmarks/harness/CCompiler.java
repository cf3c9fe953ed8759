package dev.fairlead.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Turns a C source of this module into a program, with whatever C compiler the machine has. */
public final class CCompiler {
  private final Path sources;
  private final Path target;

  public CCompiler(Path sources, Path target) {
    this.sources = sources;
    this.target = target;
  }

  /** Compiles {@code name.c}, unless that was done since the source last changed. */
  public Path program(String name) throws IOException, InterruptedException {
    var source = sources.resolve(name + ".c");
    var program = target.resolve(name);
    if (!isNewer(program, source)) {
      Files.createDirectories(target);
      compile(source, program);
    }
    return program;
  }

  private static boolean isNewer(Path program, Path source) throws IOException {
    return Files.exists(program)
        && Files.getLastModifiedTime(program).compareTo(Files.getLastModifiedTime(source)) >= 0;
  }

  private static void compile(Path source, Path program) throws IOException, InterruptedException {
    var command = List.of("cc", "-O2", "-o", program.toString(), source.toString());
    int code = start(command).waitFor();
    if (code != 0) {
      throw new IOException("the C compiler refused " + source + " (exit code " + code + ")");
    }
  }

  private static Process start(List<String> command) throws IOException {
    try {
      return new ProcessBuilder(command).inheritIO().start();
    } catch (IOException e) {
      throw new IOException(
          "no C compiler: this benchmark's load generator is written in C; install gcc or clang so"
              + " that \"cc\" is on the PATH",
          e);
    }
  }
}
