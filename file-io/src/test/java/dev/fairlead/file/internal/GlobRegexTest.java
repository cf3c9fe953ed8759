package dev.fairlead.file.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobRegexTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', true",
    "a, a, true",
    "a, A, false",
    "*, '', true",
    "*, a/b, false",
    "?, /, false",
    "?, 😀, true",
    "[😀-😂], 😁, true",
    "[a-c], b, true",
    "[!a-c], b, false",
    "[!a-c], d, true",
    "[^a], ^, true",
    "[^a], b, false",
    "[]], ], true",
    "[!]], ], false",
    "[!]], a, true",
    "[a, [a, true",
    "[], [], true",
    "[z-a], m, false",
    "[!z-a], m, true",
    "[a-], -, true",
    "[-a], -, true",
    "a.c, abc, false",
    "a+, aa, false",
    "(a), (a), true",
    "a$, a$, true",
    "a\\b, a\\b, true",
    "{a}, {a}, true"
  })
  void names(String pattern, String name, boolean expected) {
    assertEquals(expected, GlobRegex.name(pattern, false).matcher(name).matches());
  }

  @ParameterizedTest
  @CsvSource({"ä, Ä, true", "[a-z], B, true", "ß, S, false", "*.TXT, x.txt, true"})
  void lettersWithoutCase(String pattern, String name, boolean expected) {
    assertEquals(expected, GlobRegex.name(pattern, true).matcher(name).matches());
  }

  @org.junit.jupiter.api.Test
  void aLineEndIsACharacterLikeAnyOther() {
    assertEquals(true, GlobRegex.name("a*b", false).matcher("a\nb").matches());
    assertEquals(true, GlobRegex.name("a?b", false).matcher("a\nb").matches());
  }
}
