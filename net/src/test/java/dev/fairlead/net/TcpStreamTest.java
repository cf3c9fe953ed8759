package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ForEveryBackend
class TcpStreamTest {

  @Test
  void bytesArriveAsTheyWereSent() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.here().send("hello".getBytes(UTF_8));

      assertArrayEquals("hello".getBytes(UTF_8), Streams.exactly(pair.there(), 5));
    }
  }

  @Test
  void severalBuffersArriveInOrder() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.here()
          .send(
              ByteBuffer.wrap("a".getBytes(UTF_8)),
              direct("bc"),
              ByteBuffer.allocate(0),
              direct("d"));
      pair.here().sendEof();

      assertEquals("abcd", text(pair.there()));
    }
  }

  @Test
  @NeedsRealSystem // Another network may take them all together.
  void sendingManyBuffersIsCancelledThoughThePeerTakesAllOfThem() throws IOException {
    boolean cancelled = false;
    for (int i = 0; i < 50 && !cancelled; i++) {
      cancelled = isCancelledOnceSomethingHasArrived(new byte[65_536]);
    }
    assertTrue(cancelled);
  }

  private static boolean isCancelledOnceSomethingHasArrived(byte[] bytes) throws IOException {
    var scope = CancelScope.create();
    try (var pair = TcpPair.open()) {
      TaskGroup.run(group -> {
        group.startSoon(() -> {
          pair.there().awaitReadable();
          scope.cancel();
        });
        Fairlead.awaitAllTasksBlocked();
        scope.run(() -> pair.here().send(oneByteEach(bytes)));
      });
    }
    return scope.cancelledCaught();
  }

  private static ByteBuffer[] oneByteEach(byte[] bytes) {
    var buffers = new ByteBuffer[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      buffers[i] = ByteBuffer.wrap(bytes, i, 1);
    }
    return buffers;
  }

  @Test
  @NeedsRealSystem // Another network may cut the bytes elsewhere.
  void aBufferIsFilledWithWhatIsThereAndNoMoreThanItHolds() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.here().send("abcdef".getBytes(UTF_8));
      var four = ByteBuffer.allocate(4);
      var ten = ByteBuffer.allocateDirect(10);

      assertEquals(4, pair.there().receive(four));
      assertEquals(2, pair.there().receive(ten));
      assertEquals("ef", UTF_8.decode(ten.flip()).toString());
    }
  }

  @Test
  void anAmountLargerThanAllBuffersArrivesWhole() throws IOException {
    byte[] sent = randomBytes(20_000_000);
    try (var pair = TcpPair.open()) {
      TaskGroup.run(group -> {
        group.startSoon(() -> {
          pair.here().send(sent);
          pair.here().sendEof();
        });

        assertArrayEquals(sent, Streams.all(pair.there()));
      });
    }
  }

  @Test
  void theEndIsReportedForEver() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.here().send("x".getBytes(UTF_8));
      pair.here().sendEof();

      assertEquals(1, pair.there().receive().length);
      assertThrows(EndOfStreamException.class, () -> pair.there().receive());
      assertThrows(EndOfStreamException.class, () -> pair.there().receive());
      assertEquals(-1, pair.there().receive(ByteBuffer.allocate(1)));
    }
  }

  @Test
  void endingOneDirectionLeavesTheOtherOpen() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.here().sendEof();
      assertThrows(EndOfStreamException.class, () -> pair.there().receive());

      pair.there().send("still".getBytes(UTF_8));

      assertEquals("still", new String(Streams.exactly(pair.here(), 5), UTF_8));
    }
  }

  @Test
  void endingTwiceDoesNothingAndSendingAfterwardsIsAnError() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.here().sendEof();
      pair.here().sendEof();

      var error =
          assertThrows(ClosedResourceException.class, () -> pair.here().send(new byte[] {1}));
      assertTrue(error.getMessage().contains("ended sending"), error::getMessage);
    }
  }

  @Test
  void aSecondReceiverIsRefused() throws IOException {
    try (var pair = TcpPair.open()) {
      TaskGroup.run(group -> {
        group.startSoon(() -> pair.here().receive());
        Fairlead.awaitAllTasksBlocked();

        var error = assertThrows(BusyResourceException.class, () -> pair.here().receive());
        assertTrue(error.getMessage().contains("receiving from TCP"), error::getMessage);
        group.cancel();
      });
    }
  }

  @Test
  void aSecondSenderIsRefused() throws IOException {
    try (var pair = TcpPair.open()) {
      TaskGroup.run(group -> {
        group.startSoon(() -> pair.here().send(new byte[30_000_000]));
        Fairlead.awaitAllTasksBlocked();

        assertThrows(BusyResourceException.class, () -> pair.here().send(new byte[1]));
        group.cancel();
      });
    }
  }

  @Test
  void aTaskThatWaitsSaysForWhat() throws IOException {
    try (var pair = TcpPair.open()) {
      TaskGroup.run(group -> {
        var task = group.startSoon(() -> pair.here().receive());
        Fairlead.awaitAllTasksBlocked();

        String remote = ((InetSocketAddress) pair.here().remoteAddress()).getPort() + "";
        assertEquals("receive on TCP 127.0.0.1:" + remote, task.info().waitingFor().orElseThrow());
        group.cancel();
      });
    }
  }

  @Test
  void aBufferWithoutRoomIsAnError() throws IOException {
    try (var pair = TcpPair.open()) {
      assertThrows(
          IllegalArgumentException.class, () -> pair.here().receive(ByteBuffer.allocate(0)));
      assertThrows(IllegalArgumentException.class, () -> pair.here().receive(0));
    }
  }

  @Test
  void sendingNothingDoesNothing() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.here().send(new byte[0]);
      pair.here().send();
      pair.here().send("x".getBytes(UTF_8));

      assertEquals(1, pair.there().receive().length);
    }
  }

  @Test
  void aResetBreaksTheStreamWithTheErrorOfTheSystem() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.there().abort();

      var error = assertThrows(BrokenResourceException.class, () -> pair.here().receive());
      assertTrue(
          error.getCause().getMessage().contains("reset"), () -> error.getCause().toString());
      assertThrows(BrokenResourceException.class, () -> pair.here().receive());
      assertThrows(BrokenResourceException.class, () -> pair.here().send(new byte[1]));
    }
  }

  @Test
  void whatCameBeforeAResetBySendingIsStillReceived() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.there().send("last words".getBytes(UTF_8));
      pair.there().close();
      sendUntilBroken(pair.here());

      assertEquals("last words", new String(Streams.exactly(pair.here(), 10), UTF_8));
      assertThrows(BrokenResourceException.class, () -> pair.here().receive());
    }
  }

  private static void sendUntilBroken(SocketStream stream) {
    assertThrows(
        BrokenResourceException.class,
        () -> {
          while (true) {
            stream.send(new byte[1000]);
            Fairlead.sleep(java.time.Duration.ofMillis(1));
          }
        });
  }

  @Test
  void localCloseCountsMoreThanABrokenConnection() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.there().abort();
      assertThrows(BrokenResourceException.class, () -> pair.here().receive());

      pair.here().close();

      assertThrows(ClosedResourceException.class, () -> pair.here().receive());
      assertThrows(ClosedResourceException.class, () -> pair.here().send(new byte[1]));
      assertThrows(ClosedResourceException.class, () -> pair.here().sendEof());
      pair.here().close();
    }
  }

  @Test
  @NeedsRealSystem
  void aFileIsSentByTheSystem(@TempDir Path directory) throws IOException {
    byte[] content = randomBytes(5_000_000);
    Path file = Files.write(directory.resolve("file"), content);
    try (var pair = TcpPair.open();
        var channel = FileChannel.open(file)) {
      TaskGroup.run(group -> {
        var sent =
            group.startSoon(() -> {
              long count = pair.here().sendFile(channel, 1000, 10_000_000);
              pair.here().sendEof();
              return count;
            });

        byte[] received = Streams.all(pair.there());

        assertEquals(4_999_000, sent.await());
        assertArrayEquals(java.util.Arrays.copyOfRange(content, 1000, 5_000_000), received);
      });
      assertEquals(4_999_000, pair.here().statistics().bytesSent());
    }
  }

  private static ByteBuffer direct(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  private static String text(SocketStream stream) throws IOException {
    return new String(Streams.all(stream), UTF_8);
  }

  private static byte[] randomBytes(int count) {
    var bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }
}
