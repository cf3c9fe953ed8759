package dev.fairlead.net.internal.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {

  // What is expected was computed by the punycode codec of Python.
  @ParameterizedTest
  @CsvSource({
    "b\u00fccher.example, xn--bcher-kva.example",
    "B\u00dcCHER.example, xn--bcher-kva.example",
    "fa\u00df.de, xn--fa-hia.de",
    "m\u00fcnchen.de, xn--mnchen-3ya.de",
    "\u4f8b\u3048.\u30c6\u30b9\u30c8, xn--r8jz45g.xn--zckzah",
    "\u4f8b\u3048\u3002\u30c6\u30b9\u30c8, xn--r8jz45g.xn--zckzah",
    "\u03b5\u03bb\u03bb\u03b1\u03c2.gr, xn--mxahsa0b.gr",
    "\u0438\u0441\u043f\u044b\u0442\u0430\u043d\u0438\u0435, xn--80akhbyknj4f",
    "u\u0308ber.example, xn--ber-goa.example"
  })
  void lettersBeyondAsciiAreWrittenAsIdna2008HasThem(String name, String expected)
      throws UnknownHostException {
    assertEquals(expected, HostNames.toAscii(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.org", "EXAMPLE.org", "_srv.example.", "xn--bcher-kva.example"})
  void namesInAsciiAreLeftAlone(String name) throws UnknownHostException {
    assertEquals(name, HostNames.toAscii(name));
  }

  @Test
  void aCharacterNoNameHasIsRefusedWithTheName() {
    var error =
        assertThrows(UnknownHostException.class, () -> HostNames.toAscii("a\u2615.example"));

    assertTrue(
        error.getMessage().startsWith("not a host name: \"a\u2615.example\""), error::getMessage);
  }

  @Test
  void aPartThatIsTooLongIsRefused() {
    assertThrows(UnknownHostException.class, () -> HostNames.toAscii("\u00fc".repeat(64)));
  }

  @Test
  void anEmptyNameIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> HostNames.toAscii(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "[::1]", "fe80::1%1", "2001:db8::1"})
  void addressesAreKnownAtSight(String text) {
    String bare = text.replaceAll("[\\[\\]]", "");
    assertEquals(Optional.of(InetAddress.ofLiteral(bare)), HostNames.literal(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "1e100", "node7", "a.b.c.1x"})
  void namesAreNotTakenForAddresses(String text) {
    assertTrue(HostNames.literal(text).isEmpty());
  }
}
