package dev.fairlead.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FirstNativeSocketTest {

  @TempDir Path directory;

  @ForEveryBackend(except = "carrier")
  @EnabledOnOs(OS.LINUX)
  @NeedsRealSystem
  void itHoldsUpNoLoopWhileNativeCodeIsLinked() throws Exception {
    Path log = directory.resolve("log");
    String options =
        "--add-opens=java.base/java.lang=ALL-UNNAMED -Xlog:class+load=info:file=" + log + ":tid";
    Process program =
        Programs.java(
            FirstNativeSocketProgram.class, "export JDK_JAVA_OPTIONS='" + options + "'", directory);
    assertEquals("1", Programs.lineOf(program));
    String loop = Programs.lineOf(program);
    Programs.end(program);

    assertNotEquals(loop, loaderOf("dev.fairlead.net.internal.unix.Libc", log));
    assertNotEquals(loop, loaderOf("org.newsclub.net.unix.NativeUnixSocket", log));
  }

  /** The thread of the system that has loaded a class. */
  private static String loaderOf(String type, Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      String line = lines.filter(l -> l.contains(" " + type + " ")).findFirst().orElseThrow();
      return line.substring(1, line.indexOf(']'));
    }
  }
}
