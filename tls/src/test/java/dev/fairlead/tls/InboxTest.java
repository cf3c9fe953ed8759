package dev.fairlead.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
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

  /** As connections that a client keeps for later. */
  @Test
  void aStreamFromWhichNobodyReceivesHoldsNoBuffer() throws Exception {
    Peers.connected(
        "TLSv1.3",
        65_536,
        (client, server) -> {
          assertHoldsNothing(client);
          assertHoldsNothing(server);
          TaskGroup.run(group -> {
            group.startSoon(() -> server.send(new byte[40_000]));
            for (int received = 0; received < 40_000; ) {
              received += client.receive().length;
            }
          });
          assertHoldsNothing(client);
        });
  }

  private static void assertHoldsNothing(TlsStream stream) {
    assertEquals(0, ((EngineTlsStream) stream).decryptor().inbox().bytes().capacity());
  }

  /** An inbox behind a long chunk, all of which was taken. */
  private static Inbox streaming(MemoryByteStreams.Pair pair) throws IOException {
    var inbox = new Inbox();
    pair.first().send(new byte[20_000]);
    for (int taken = 0; taken < 20_000; taken += inbox.drain().length) {
      assertTrue(inbox.fill(pair.second()));
    }
    return inbox;
  }

  @Test
  void whoWasStreamingGivesTheBufferBackWhenNothingComesForAMoment() {
    var pair = MemoryByteStreams.pair(65_536);
    TaskGroup.run(group -> {
      Inbox inbox = streaming(pair);
      var filled = group.startSoon(() -> inbox.fill(pair.second()));
      Fairlead.awaitAllTasksBlocked();
      while (inbox.bytes().capacity() > 0) {
        Fairlead.sleep(Duration.ofMillis(10));
      }

      pair.first().send(new byte[5]);

      assertTrue(filled.await());
      assertEquals(5, inbox.bytes().remaining());
    });
  }

  @Test
  void aWaitBehindALongChunkThatIsCancelledLosesNothingAndHoldsNothing() throws Exception {
    var pair = MemoryByteStreams.pair(65_536);
    Inbox inbox = streaming(pair);
    TaskGroup.run(group -> {
      var scope = CancelScope.create();
      group.startSoon(() -> scope.run(() -> inbox.fill(pair.second())));
      Fairlead.awaitAllTasksBlocked();
      scope.cancel();
    });
    assertEquals(0, inbox.bytes().capacity());

    pair.first().send(new byte[5]);

    assertTrue(inbox.fill(pair.second()));
    assertEquals(5, inbox.bytes().remaining());
  }

  @Test
  void ofManyThatWaitBehindALongChunkFewHoldABuffer() {
    TaskGroup.run(group -> {
      var inboxes = new ArrayList<Inbox>();
      for (int i = 0; i < 50; i++) {
        var pair = MemoryByteStreams.pair(65_536);
        Inbox inbox = streaming(pair);
        inboxes.add(inbox);
        group.startSoon(() -> inbox.fill(pair.second()));
      }
      Fairlead.awaitAllTasksBlocked();

      assertTrue(inboxes.stream().filter(inbox -> inbox.bytes().capacity() > 0).count() <= 8);
      group.cancel();
    });
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
  void whoWaitsSparinglyHoldsLittleMoreThanWhatHasCome() throws Exception {
    var pair = MemoryByteStreams.pair(65_536);
    var inbox = new Inbox();
    for (byte i = 0; i < 100; i++) {
      pair.first().send(new byte[] {i});
      assertTrue(inbox.fillSparingly(pair.second()));
    }
    assertTrue(inbox.bytes().capacity() <= 150);
    pair.first().send(new byte[60_000]);
    while (inbox.bytes().remaining() < 33_000) {
      assertTrue(inbox.fillSparingly(pair.second()));
    }
    assertTrue(inbox.bytes().capacity() < BufferPool.SIZE);
    pair.first().close();
    while (inbox.fillSparingly(pair.second())) {}

    byte[] all = inbox.drain();
    assertEquals(60_100, all.length);
    assertEquals(99, all[99]);
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
