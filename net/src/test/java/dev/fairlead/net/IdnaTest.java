package dev.fairlead.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdnaTest {

  @ParameterizedTest
  @CsvSource({
    "example.org, example.org",
    "EXAMPLE.org., example.org.",
    "xn--strae-oqa.de, xn--strae-oqa.de",
    "straße.de, xn--strae-oqa.de",
    "STRAẞE.de, xn--strae-oqa.de",
    "faß.example, xn--fa-hia.example",
    "βόλος.com, xn--nxasmm1c.com",
    "ΒΌΛΟΣ.com, xn--nxasmq6b.com",
    "Bücher.example, xn--bcher-kva.example",
    "bu\u0308cher.example, xn--bcher-kva.example",
    "日本語。ＪＰ, xn--wgv71a119e.jp",
    "ශ්‍රී.com, xn--10cl1a0b660p.com",
    "نامه‌ای.com, xn--mgba3gch31f060k.com",
    "col·legi.cat, xn--collegi-xma.cat",
    "ex\u00ADample.org, example.org",
    "_dmarc.example.org, _dmarc.example.org",
    "президент.рф, xn--d1abbgf6aiiy.xn--p1ai",
  })
  void namesAreWrittenAsIdna2008Says(String name, String ascii) {
    assertEquals(ascii, Idna.toAscii(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a..b",
        ".a",
        "a b",
        "a/b",
        "a\u0000b",
        "☃.example",
        "-ü.de",
        "\u0301a.de"
      })
  void whatCannotBeAHostIsRefused(String name) {
    var error = assertThrows(IllegalArgumentException.class, () -> Idna.toAscii(name));

    assertTrue(error.getMessage().startsWith("not a host name: \"" + name + "\": "));
  }

  @Test
  void longLabelsAndNamesAreRefused() {
    String label = "a".repeat(63);

    assertEquals(label, Idna.toAscii(label));
    assertThrows(IllegalArgumentException.class, () -> Idna.toAscii(label + "a"));
    assertThrows(
        IllegalArgumentException.class,
        () -> Idna.toAscii(String.join(".", label, label, label, label)));
  }
}
