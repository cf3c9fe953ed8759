package dev.fairlead.net.internal.nio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class RawPathsTest {

  // As ISO 8859-1, so that each character is a byte.
  @ParameterizedTest
  @ValueSource(
      strings = {"/a/b", "a", "/\u00ff", "\u00c3\u00a4/\u00fe", "/tmp/\u00ff", "/%41\u00ff?# +"})
  void bytesGoInAndComeOut(String name) {
    byte[] bytes = name.getBytes(ISO_8859_1);

    Path path = RawPaths.of(bytes);

    assertArrayEquals(bytes, RawPaths.bytesOf(path));
    assertEquals(name.startsWith("/"), path.isAbsolute());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/\u00e4/\u20ac", "\u00e4"})
  void textIsUtf8(String name) {
    assertEquals(
        Path.of(name), RawPaths.of(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }
}
