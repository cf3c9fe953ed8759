package dev.fairlead.testing.internal.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import dev.fairlead.testing.StreamCheckOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One direction of bytes, and how far both ends have come in a sequence of bytes in which every
 * place can be told from its neighbours.
 */
final class Way {

  private static final int DEFAULT_MOST_UNRECEIVED = 16 << 20;

  final ByteSendStream sender;
  final ByteReceiveStream receiver;
  private final StreamCheckOptions options;
  private final AtomicInteger sent = new AtomicInteger(); // any task
  private int received; // the one that receives

  Way(ByteSendStream sender, ByteReceiveStream receiver, StreamCheckOptions options) {
    this.sender = sender;
    this.receiver = receiver;
    this.options = options;
  }

  /** What a check does beside other tasks. */
  @FunctionalInterface
  interface Body {
    void run(TaskGroup group) throws Exception;
  }

  static void together(Body body) throws Exception {
    TaskGroup.<Exception>run(o -> o.withPlainFailure(), body::run);
  }

  /** More than fits on the way; nothing where everything fits. */
  int tooMuch() {
    int most = options.mostUnreceived() == 0 ? DEFAULT_MOST_UNRECEIVED : options.mostUnreceived();
    return most == StreamCheckOptions.UNLIMITED ? 0 : most + 1;
  }

  boolean isLimited() {
    return tooMuch() > 0;
  }

  private static byte at(int place) {
    return (byte) (place + (place >> 8) * 31 + (place >> 16) * 17);
  }

  // ---- sending

  /** The next bytes of the sequence. */
  ByteBuffer next(int size) {
    int start = sent.getAndAdd(size);
    var bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = at(start + i);
    }
    return ByteBuffer.wrap(bytes);
  }

  void send(int size) throws IOException {
    sender.send(next(size));
  }

  /** Starts a task that sends more than fits, and waits until it waits. */
  TaskHandle<@Nullable Void> sendTooMuch(TaskGroup group, ByteBuffer buffer) {
    TaskHandle<@Nullable Void> sending =
        group.startSoon(o -> o.withName("sender"), () -> sender.send(buffer));
    Fairlead.awaitAllTasksBlocked();
    assertFalse(
        sending.status().isEnd(),
        () -> buffer.position() + " bytes were taken while nobody received");
    return sending;
  }

  // ---- receiving

  /** Looks whether these are the next bytes of the sequence. */
  void expect(byte[] bytes) {
    for (byte found : bytes) {
      if (found != at(received)) {
        assertEquals(
            at(received), found, "byte " + received + ": some were lost, doubled or out of place");
      }
      received++;
    }
  }

  /** Receives so many of the next bytes. */
  void receive(int size) throws IOException {
    int end = received + size;
    while (received < end) {
      expect(receiver.receive(Math.min(end - received, ByteReceiveStream.DEFAULT_MAX_BYTES)));
    }
  }

  /** Whether all that has been given out to be sent was received. */
  boolean isAllReceived() {
    return received == sent.get();
  }

  /** Receives all that has been given out to be sent. */
  void receiveRest() throws IOException {
    receive(sent.get() - received);
  }

  /** Looks whether the other side has ended the stream. */
  void expectEnd() throws IOException {
    assertEquals(-1, receiver.receive(ByteBuffer.allocate(10)), "instead of the end");
    assertThrows(EndOfStreamException.class, receiver::receive, "the end comes once only");
    assertThrows(EndOfStreamException.class, () -> receiver.receive(1));
    assertEquals(-1, receiver.receive(ByteBuffer.allocate(10)), "the end comes once only");
  }
}
