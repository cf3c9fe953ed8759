package dev.fairlead.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathMatchTest {

  private static AsyncPath path(String text) {
    return AsyncPath.of(text);
  }

  @ParameterizedTest
  @CsvSource({
    "b.py, b.py, true",
    "a/b.py, b.py, true",
    "/a/b.py, b.py, true",
    "a.py, b.py, false",
    "b/py, b.py, false",
    "/a.py, b.py, false",
    "b.py/c, b.py, false",
    "b.py, *.py, true",
    "a/b.py, *.py, true",
    "/a/b.py, *.py, true",
    "b.pyc, *.py, false",
    "b./py, *.py, false",
    "b.py/c, *.py, false",
    "ab/c.py, a*/*.py, true",
    "/d/ab/c.py, a*/*.py, true",
    "a.py, a*/*.py, false",
    "/dab/c.py, a*/*.py, false",
    "ab/c.py/d, a*/*.py, false",
    "/b.py, /*.py, true",
    "b.py, /*.py, false",
    "a/b.py, /*.py, false",
    "/a/b.py, /*.py, false",
    "/a/b.py, /a/*.py, true",
    "/ab.py, /a/*.py, false",
    "/a/b/c.py, /a/*.py, false",
    "/a/b/c.py, **, true",
    "/a/b/c.py, /**, false",
    "/a/b/c.py, /a/**/*.py, true",
    "/a/b/c/d.py, /a/**/*.py, false",
    "a/bc.py, b?.py, true",
    "a/b.py, [abc].py, true",
    "a/b.py, [!abc].py, false",
    "a/].py, []].py, true",
    "a/-.py, [a-].py, true",
    "a/[.py, [.py, true",
    "a/*x, '[*]x', true",
    "a/b.py, ./b.py, true"
  })
  void match(String text, String pattern, boolean expected) {
    assertEquals(expected, path(text).match(pattern));
  }

  @Test
  void anEmptyPatternMatchesNothing() {
    assertThrows(IllegalArgumentException.class, () -> path("a").match(""));
    assertThrows(IllegalArgumentException.class, () -> path("a").match("."));
  }

  @Test
  void lettersAreComparedAsWished() {
    assertTrue(path("A.py").match("a.PY", CaseSensitivity.INSENSITIVE));
    assertFalse(path("A.py").match("a.PY", CaseSensitivity.SENSITIVE));
    assertFalse(path("A.py").fullMatch("a.PY", CaseSensitivity.SENSITIVE));
    assertTrue(path("/A/B.py").fullMatch("/a/**/*.PY", CaseSensitivity.INSENSITIVE));
    assertFalse(path("A").match("a"));
  }

  @ParameterizedTest
  @CsvSource({
    "b.py, b.py, true",
    "a/b.py, b.py, false",
    "/a/b.py, b.py, false",
    "b.py/c, b.py, false",
    "b.py, *.py, true",
    "a/b.py, *.py, false",
    "ab/c.py, a*/*.py, true",
    "/d/ab/c.py, a*/*.py, false",
    "a.py, a*/*.py, false",
    "/b.py, /*.py, true",
    "b.py, /*.py, false",
    "/a/b.py, /*.py, false",
    "/a/b.py, /a/*.py, true",
    "/a/b/c.py, /a/*.py, false",
    "a, **, true",
    "c.py, **, true",
    "a/b/c.py, **, true",
    "/a/b/c.py, **, true",
    "/a/b/c.py, /**, true",
    "/a/b/c.py, /a/**, true",
    "/a/b/c.py, **/*.py, true",
    "/a/b/c.py, /**/*.py, true",
    "/a/b/c.py, /a/**/*.py, true",
    "/a/b/c.py, /a/b/**/*.py, true",
    "/a/b/c.py, /**/**/**/**/*.py, true",
    "c.py, **/a.py, false",
    "c.py, c/**, false",
    "a/b/c.py, **/a, false",
    "a/b/c.py, **/a/b, false",
    "a/b/c.py, **/a/b/c, false",
    "a/b/c.py, **/a/b/c., false",
    "a/b/c.py, **/a/b/c./**, false",
    "a/b/c.py, /a/b/c.py/**, false",
    "a/b/c.py, /**/a/b/c.py, false",
    "'', *, false",
    "'', **, true",
    "'', **/*, false",
    "'', '', true",
    "/, '', false",
    "foo, '', false",
    "/, /, true"
  })
  void fullMatch(String text, String pattern, boolean expected) {
    assertEquals(expected, path(text).fullMatch(pattern));
  }
}
