package dev.fairlead.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathNamesTest {

  private static AsyncPath path(String text) {
    return AsyncPath.of(text);
  }

  @ParameterizedTest
  @CsvSource({
    // path, name, stem, suffix, suffixes
    "a/b, b, b, '', ''",
    "a/b.py, b.py, b, .py, .py",
    "/b.tar.gz, b.tar.gz, b.tar, .gz, .tar .gz",
    "a/.hgrc, .hgrc, .hgrc, '', ''",
    ".hg.rc, .hg.rc, .hg, .rc, .rc",
    "'Some. name', 'Some. name', Some, '. name', '. name'",
    "a., a., a, ., .",
    "a.b., a.b., a.b, ., '.b .'",
    "a..b, a..b, a., .b, '. .b'",
    "a.., a.., a., ., '. .'",
    "..a, ..a, ..a, '', ''",
    "..a.b, ..a.b, ..a, .b, .b",
    ".., .., .., '', ''",
    "..., ..., ..., '', ''",
    ".a., .a., .a, ., .",
    "'', '', '', '', ''",
    "/, '', '', '', ''"
  })
  void nameStemAndSuffixes(String text, String name, String stem, String suffix, String suffixes) {
    AsyncPath path = path(text);

    assertEquals(name, path.name());
    assertEquals(stem, path.stem());
    assertEquals(suffix, path.suffix());
    assertEquals(suffixes.replace(". name", ".name"), joined(path.suffixes()));
    assertEquals(path.name(), path.stem() + path.suffix());
  }

  private static String joined(List<String> suffixes) {
    return String.join(" ", suffixes).replace(". name", ".name");
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, d.xml, a/d.xml", "/a/b, d.xml, /a/d.xml", "a/b.py, d.xml, a/d.xml",
    "a/Dot ending., d.xml, a/d.xml", "b, .., ..", "a, b:c, b:c"
  })
  void withName(String text, String name, String expected) {
    assertEquals(expected, path(text).withName(name).toString());
  }

  @ParameterizedTest
  @CsvSource({"'', d", "/, d", "., d", "a/b, ''", "a/b, .", "a/b, /c", "a/b, c/", "a/b, c/d"})
  void withNameRefusesWhatIsNoName(String text, String name) {
    assertThrows(IllegalArgumentException.class, () -> path(text).withName(name));
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, d, a/d",
    "a/b.py, d, a/d.py",
    "/a/b.tar.gz, d, /a/d.gz",
    "a/.hgrc, d, a/d",
    "a/b., d, a/d.",
    "a/b.py, d.e, a/d.e.py",
    "a/..a, d, a/d"
  })
  void withStem(String text, String stem, String expected) {
    assertEquals(expected, path(text).withStem(stem).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "'', d",
    "/, d",
    "a/b, ''",
    "a/b, .",
    "a/b, /c",
    "a/b, c/d",
    // Nothing but a suffix would be left.
    "a/b.py, ''",
    "a/b., ''"
  })
  void withStemRefusesWhatIsNoStem(String text, String stem) {
    assertThrows(IllegalArgumentException.class, () -> path(text).withStem(stem));
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, .gz, a/b.gz",
    "a/b.py, .gz, a/b.gz",
    "a/b.py, '', a/b",
    "a/b, '', a/b",
    "a/b.tar.gz, .xz, a/b.tar.xz",
    "a/.hgrc, .gz, a/.hgrc.gz",
    "a/b., .gz, a/b.gz",
    "a/b, ., a/b.",
    "a/.., .gz, a/...gz"
  })
  void withSuffix(String text, String suffix, String expected) {
    assertEquals(expected, path(text).withSuffix(suffix).toString());
  }

  @ParameterizedTest
  @CsvSource({"'', .gz", "/, .gz", "a/b, gz", "a/b, /", "a/b, ./.d", "a/b, .d/.", "a/b, .c/d"})
  void withSuffixRefusesWhatIsNoSuffix(String text, String suffix) {
    assertThrows(IllegalArgumentException.class, () -> path(text).withSuffix(suffix));
  }

  @Test
  void namesAreReservedOnWindowsOnly() {
    assertFalse(path("a/nul").isReserved());
  }
}
