package dev.fairlead.file.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nul",
        "NUL",
        "nul.txt",
        "nul  .txt",
        "con",
        "aux",
        "prn",
        "com1",
        "LPT9",
        "com\u00b9",
        "CONIN$",
        "a.",
        "a ",
        "a:b",
        "a*b",
        "a?b",
        "a|b",
        "a\"b",
        "a\tb"
      })
  void windowsTakesTheseForSomethingElse(String name) {
    assertTrue(ReservedNames.isReservedOnWindows(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", ".", "..", "nul1", "com", "com0", "com10", "lpta", "anul", "CONIN", ".nul"})
  void theseAreNames(String name) {
    assertFalse(ReservedNames.isReservedOnWindows(name));
  }
}
