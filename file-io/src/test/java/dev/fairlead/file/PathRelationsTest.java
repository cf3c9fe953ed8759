package dev.fairlead.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathRelationsTest {

  private static AsyncPath path(String text) {
    return AsyncPath.of(text);
  }

  @Test
  void resolvesAndRebuilds() {
    assertEquals("a/b", path("a").resolve("b").toString());
    assertEquals("a/b/c", path("a").resolve("b", "c").toString());
    assertEquals("/b", path("a").resolve("/b").toString());
    assertEquals("a", path("a").resolve(".").toString());
    assertEquals("b", path("").resolve("b").toString());
    assertEquals("a/b", path("a").resolve(path("b")).toString());
    assertEquals("a/b", path("a").resolve(Path.of("b")).toString());
    assertEquals("x/y", path("a").withSegments("x", "y").toString());
  }

  @Test
  void derivedPathsHaveTheSameLimiter() {
    var limiter = new dev.fairlead.sync.CapacityLimiter(3);
    AsyncPath path = path("/a/b.c").withLimiter(limiter);

    Stream.of(
            path.parent(),
            path.parents().getLast(),
            path.resolve("x"),
            path.withName("x"),
            path.withStem("x"),
            path.withSuffix(".x"),
            path.withSegments("x"),
            path.relativeTo("/a"),
            path.absolute(),
            path.withAbandon())
        .forEach(derived -> assertSame(limiter, derived.limiter().orElseThrow()));
    assertTrue(path("a").limiter().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, '', a/b",
    "a/b, a, b",
    "a/b, a/b, .",
    "/a/b, /, a/b",
    "/a/b, /a, b",
    "/a/b, /a/b, .",
    "'', '', .",
    "../a, .., a"
  })
  void relativeTo(String text, String other, String expected) {
    assertEquals(expected, path(text).relativeTo(other).toString());
    assertEquals(expected, path(text).relativeToWalkingUp(other).toString());
    assertTrue(path(text).isRelativeTo(other));
    assertTrue(path(text).isRelativeTo(path(other)));
    assertTrue(path(text).isRelativeTo(Path.of(other)));
  }

  @ParameterizedTest
  @CsvSource({
    // path, other, walking up; empty where that is refused too
    "a/b, c, ../a/b",
    "a/b, a/c, ../b",
    "a/b, a/b/c, ..",
    "a/b, a/c/d, ../../b",
    "/a/b, /c, ../a/b",
    "/a/b, /c/d, ../../a/b",
    "'', a, ..",
    "a/b, /a, ''",
    "/a/b, a, ''",
    "/a/b, '', ''",
    "a/b, .., ''",
    "a/b, c/.., ''",
    "a/b, a/.., ''"
  })
  void walkingUpUsesDotsWhereThatIsSafe(String text, String other, String expected) {
    assertFalse(path(text).isRelativeTo(other));
    assertThrows(IllegalArgumentException.class, () -> path(text).relativeTo(other));
    if (expected.isEmpty()) {
      assertThrows(IllegalArgumentException.class, () -> path(text).relativeToWalkingUp(other));
    } else {
      assertEquals(expected, path(text).relativeToWalkingUp(other).toString());
      assertEquals(expected, path(text).relativeToWalkingUp(path(other)).toString());
    }
  }

  @Test
  void absolutePaths() {
    assertTrue(path("/a").isAbsolute());
    assertFalse(path("a").isAbsolute());
    assertEquals(
        Path.of("").toAbsolutePath().resolve("a/../b"), path("a/../b").absolute().asPath());
    assertEquals(AsyncPath.cwd(), path("").absolute());
  }

  @ParameterizedTest
  @CsvSource({
    "/, file:///",
    "/a/b, file:///a/b",
    "/a b, file:///a%20b",
    "/a%#?b, file:///a%25%23%3Fb",
    "/a~-_.b, file:///a~-_.b",
    "'/a\"b', file:///a%22b",
    "/a+b, file:///a%2Bb"
  })
  void urisThereAndBack(String text, String uri) {
    assertEquals(uri, path(text).toUri().toString());
    assertEquals(path(text), AsyncPath.ofUri(uri));
  }

  @Test
  void otherFormsOfUris() {
    assertEquals(path("/foo/bar"), AsyncPath.ofUri("file:/foo/bar"));
    assertEquals(path("/foo/bar"), AsyncPath.ofUri("file://localhost/foo/bar"));
    assertEquals(path("/foo/bar"), AsyncPath.ofUri("FILE:///foo/bar"));
    assertThrows(IllegalArgumentException.class, () -> AsyncPath.ofUri("foo/bar"));
    assertThrows(IllegalArgumentException.class, () -> AsyncPath.ofUri("file:foo/bar"));
    assertThrows(IllegalArgumentException.class, () -> AsyncPath.ofUri("http://foo/bar"));
    assertThrows(IllegalArgumentException.class, () -> AsyncPath.ofUri("file://far-away/bar"));
    assertThrows(IllegalArgumentException.class, () -> path("a").toUri());
  }

  @Test
  void textWithSlashes() {
    assertEquals("a/b", path("a/b").toPosix());
    assertEquals(".", path("").toPosix());
  }
}
