package dev.fairlead.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Buffers that a stream holds: as few as possible, and none at rest. */
@ForEveryBackend
class InboxTest {

  @Test
  void anInboxWhoseBytesWereTakenHoldsNoBufferWhileItWaits() throws Exception {
    var pair = MemoryByteStreams.pair(65_536);
    var inbox = new Inbox();
    pair.first().send(new byte[100]);
    assertTrue(inbox.fill(pair.second()));
    assertEquals(100, inbox.bytes().remaining());
    inbox.bytes().position(100);
    pair.first().close();

    assertFalse(inbox.fill(pair.second()));

    assertEquals(0, inbox.bytes().capacity());
  }

  @Test
  void whatIsLeftIsKeptInFrontOfWhatComes() throws Exception {
    var pair = MemoryByteStreams.pair(65_536);
    var inbox = new Inbox();
    for (byte i = 0; i < 5; i++) {
      pair.first().send(new byte[] {i, i});
      assertTrue(inbox.fill(pair.second()));
      inbox.bytes().get();
    }

    assertArrayEquals(new byte[] {2, 3, 3, 4, 4}, inbox.drain());
    assertTrue(inbox.isEmpty());
  }

  @Test
  void aRecordLargerThanAnyGrowsTheBuffer() throws Exception {
    var pair = MemoryByteStreams.pair(300_000);
    var inbox = new Inbox();
    pair.first().send(new byte[200_000]);
    while (inbox.bytes().remaining() < 200_000) {
      assertTrue(inbox.fill(pair.second()));
    }

    assertEquals(200_000, inbox.drain().length);
  }

  @Test
  void shortRecordsDoNotKeepTheirLargeBuffer() {
    var outbox = new Outbox();
    outbox.add(BufferPool.take().put(new byte[100]));
    outbox.add(BufferPool.take());

    ByteBuffer[] records = outbox.all();
    assertEquals(1, records.length);
    assertEquals(100, records[0].capacity());
    assertEquals(100, outbox.size());
  }

  @Test
  void plaintextThatWasTakenGivesItsBufferBack() {
    var plaintext = new Plaintext();
    plaintext.open(100).put(new byte[10]);
    plaintext.filled();
    assertEquals(4, plaintext.take(4).length);
    assertEquals(6, plaintext.size());

    plaintext.clear();

    assertTrue(plaintext.isEmpty());
    plaintext.open(100).put(new byte[1]);
    plaintext.filled();
    assertEquals(1, plaintext.take(4).length);
  }
}
