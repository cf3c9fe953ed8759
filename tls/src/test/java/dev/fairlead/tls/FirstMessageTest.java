package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the work on a handshake may begin. */
class FirstMessageTest {

  private static boolean isWhole(byte[] bytes, int length) {
    return new FirstMessage().isWholeIn(ByteBuffer.wrap(bytes, 0, length));
  }

  private static void assertWholeOnlyAtTheEnd(byte[] bytes) {
    var piecemeal = new FirstMessage();
    for (int length = 0; length <= bytes.length; length++) {
      boolean whole = length == bytes.length;
      assertEquals(whole, isWhole(bytes, length), "of " + length + " bytes");
      assertEquals(whole, piecemeal.isWholeIn(ByteBuffer.wrap(bytes, 0, length)), "in pieces");
    }
  }

  @Test
  void aHelloIsWholeWithItsLastByte() throws SSLException {
    assertWholeOnlyAtTheEnd(FirstMessages.hello());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 100})
  void aHelloInSeveralRecordsToo(int size) throws SSLException {
    assertWholeOnlyAtTheEnd(FirstMessages.helloInRecordsOf(size));
  }

  @Test
  void whatIsBehindItDoesNotMatter() throws SSLException {
    byte[] hello = FirstMessages.hello();
    ByteBuffer more = ByteBuffer.allocate(hello.length + 3).put(hello);

    assertTrue(new FirstMessage().isWholeIn(more.clear()));
    assertEquals(0, more.position());
  }

  @Test
  void otherMessagesAndAlertsAreLeftToTheEngine() {
    byte[] finished = {22, 3, 3, 0, 4, 20, 0, 0, 12};
    byte[] alert = {21, 3, 3, 0, 2, 1, 0};

    assertWholeOnlyAtTheEnd(finished);
    assertWholeOnlyAtTheEnd(alert);
  }

  @Test
  void whatIsNoRecordIsLeftToTheEngineAtOnce() {
    byte[] request = "GET / HTTP/1.1".getBytes(US_ASCII);

    assertFalse(isWhole(request, 4)); // The engine would wait for the fifth byte.
    assertTrue(isWhole(request, 5));
  }

  @Test
  void aRecordOfTheOldFormIsWaitedFor() {
    byte[] old = new byte[52];
    ByteBuffer.wrap(old).put((byte) 0x80).put((byte) 50).put((byte) 1);

    assertWholeOnlyAtTheEnd(old);
  }

  @Test
  void whoSendsMoreThanAnyHelloIsNotWaitedForAnyLonger() {
    byte[] endless = new byte[FirstMessage.LONGEST];
    for (int i = 0; i + 6 <= endless.length; i += 6) {
      endless[i] = 22;
      endless[i + 4] = 1; // One byte in each record.
      endless[i + 5] = (byte) (i == 0 ? 1 : 0x7F);
    }

    assertFalse(isWhole(endless, endless.length - 1));
    assertTrue(isWhole(endless, endless.length));
  }
}
