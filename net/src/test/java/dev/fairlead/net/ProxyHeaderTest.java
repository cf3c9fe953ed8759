package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class ProxyHeaderTest {

  private static final String SIGNATURE = "0d 0a 0d 0a 00 0d 0a 51 55 49 54 0a ";
  private static final ProxyHeader FOUR =
      ProxyHeader.of(address("192.0.2.7", 4711), address("198.51.100.1", 443));
  private static final ProxyHeader SIX =
      ProxyHeader.of(address("2001:db8::7", 65_535), address("2001:db8::1", 1));

  private static InetSocketAddress address(String text, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(text), port);
  }

  /** Receives a header, and demands that what follows it is still there. */
  private static ProxyHeader received(byte[] header) throws IOException {
    try (var pair = MemoryByteStreams.pair(1_000)) {
      pair.first().send(header);
      pair.first().send("GET".getBytes(UTF_8));
      pair.first().sendEof();
      ProxyHeader received = ProxyHeader.receive(pair.second());
      assertEquals("GET", new String(Streams.all(pair.second()), UTF_8));
      return received;
    }
  }

  private static ProxyHeader line(String line) throws IOException {
    return received((line + "\r\n").getBytes(ISO_8859_1));
  }

  private static ProxyHeader binary(String rest) throws IOException {
    return received(HexFormat.ofDelimiter(" ").parseHex(SIGNATURE + rest));
  }

  @Test
  void bothFamiliesAreReadFromALine() throws IOException {
    assertEquals(FOUR, line("PROXY TCP4 192.0.2.7 198.51.100.1 4711 443"));
    assertEquals(SIX, line("PROXY TCP6 2001:db8::7 2001:db8::1 65535 1"));
  }

  @Test
  void bothFamiliesAreReadFromBinary() throws IOException {
    assertEquals(FOUR, binary("21 11 00 0c c0 00 02 07 c6 33 64 01 12 67 01 bb"));
    assertEquals(
        SIX,
        binary(
            "21 21 00 24"
                + " 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 07"
                + " 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01"
                + " ff ff 00 01"));
  }

  @Test
  void whatIsAddedToABinaryHeaderIsPassedOver() throws IOException {
    assertEquals(FOUR, binary("21 11 00 10 c0 00 02 07 c6 33 64 01 12 67 01 bb 04 00 01 58"));
  }

  @Test
  void aLoadBalancerMaySpeakForItselfOrNotKnow() throws IOException {
    assertEquals(ProxyHeader.UNKNOWN, line("PROXY UNKNOWN"));
    assertEquals(ProxyHeader.UNKNOWN, line("PROXY UNKNOWN ffff::1 ffff::2 1 2"));
    assertEquals(ProxyHeader.UNKNOWN, binary("20 00 00 00"));
    assertEquals(ProxyHeader.UNKNOWN, binary("21 00 00 02 00 00"));
  }

  @Test
  void whatIsSentIsReceived() throws IOException {
    var mixed = ProxyHeader.of(address("2001:db8::7", 1), address("192.0.2.7", 2));
    try (var pair = MemoryByteStreams.pair(1_000)) {
      for (var header : new ProxyHeader[] {FOUR, SIX, mixed, ProxyHeader.UNKNOWN}) {
        header.send(pair.first());
        assertEquals(header, ProxyHeader.receive(pair.second()));
      }
    }
  }

  @Test
  void somethingElseIsAnErrorThatSaysSo() {
    var none = assertThrows(ProtocolException.class, () -> line("GET / HTTP/1.1"));
    assertTrue(none.getMessage().contains("does not start with a PROXY header"));
    for (String wrong :
        new String[] {
          "PROXY TCP4 1.2.3.4 5.6.7.8 1",
          "PROXY TCP4 999.2.3.4 5.6.7.8 1 2",
          "PROXY TCP4 a.example 5.6.7.8 1 2",
          "PROXY TCP4 1.2.3.4 5.6.7.8 1 65536",
          "PROXY TCP5 1.2.3.4 5.6.7.8 1 2",
          "PROXY       ",
          "PROXY TCP4 " + "1".repeat(200)
        }) {
      assertThrows(ProtocolException.class, () -> line(wrong), wrong);
    }
    assertThrows(ProtocolException.class, () -> binary("31 11 00 00"));
    assertThrows(ProtocolException.class, () -> binary("22 11 00 00"));
    assertThrows(ProtocolException.class, () -> binary("21 11 00 04 01 02 03 04"));
  }

  @Test
  void whatWouldStirATerminalIsNotInTheMessage() {
    var wrong = assertThrows(ProtocolException.class, () -> line("PROXY TCP4 \u001b[2J"));

    assertEquals("not a PROXY header: \"PROXY TCP4 ?[2J\"", wrong.getMessage());
  }

  @Test
  void aStreamThatEndsInTheMiddleIsAnEnd() throws IOException {
    try (var pair = MemoryByteStreams.pair(1_000)) {
      pair.first().send("PROXY TCP4 1.2.3".getBytes(ISO_8859_1));
      pair.first().sendEof();
      assertThrows(EndOfStreamException.class, () -> ProxyHeader.receive(pair.second()));
    }
  }

  @Test
  void namesAreNoAddresses() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ProxyHeader.of(InetSocketAddress.createUnresolved("h", 1), address("::1", 1)));
  }
}
