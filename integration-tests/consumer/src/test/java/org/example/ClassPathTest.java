package org.example;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ClassPathTest {
  @Test
  void theBomGivesEveryArtifactItsVersion() {
    var onClassPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toString())
            .collect(Collectors.joining("\n"));

    for (var artifact : List.of("core", "net", "tls", "file-io", "process", "testing")) {
      assertTrue(onClassPath.contains(artifact), () -> artifact + " is missing in\n" + onClassPath);
    }
  }
}
