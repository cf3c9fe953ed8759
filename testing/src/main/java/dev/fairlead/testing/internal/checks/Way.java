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

/** One direction of bytes, and how far both ends have come in a sequence of bytes. */
final class Way {

  private static final int DEFAULT_MOST_UNRECEIVED = 16 << 20;

  final ByteSendStream sender;
  final ByteReceiveStream receiver;
  private final StreamCheckOptions options;
  private final AtomicInteger sent = new AtomicInteger(); // any task
  private final Sequence received = new Sequence(); // the one that receives

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

  // ---- sending

  /** The next bytes of the sequence. */
  ByteBuffer next(int size) {
    return ByteBuffer.wrap(Sequence.part(sent.getAndAdd(size), size));
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
    received.expect(bytes);
  }

  /** Receives so many of the next bytes. */
  void receive(int size) throws IOException {
    for (int end = received.length() + size; received.length() < end; ) {
      int left = end - received.length();
      expect(receiver.receive(Math.min(left, ByteReceiveStream.DEFAULT_MAX_BYTES)));
    }
  }

  /** Whether all that has been given out to be sent was received. */
  boolean isAllReceived() {
    return received.length() == sent.get();
  }

  /** Receives all that has been given out to be sent. */
  void receiveRest() throws IOException {
    receive(sent.get() - received.length());
  }

  /** Looks whether the other side has ended the stream. */
  void expectEnd() throws IOException {
    expectEndOf(receiver);
  }

  static void expectEndOf(ByteReceiveStream stream) throws IOException {
    assertEquals(-1, stream.receive(ByteBuffer.allocate(10)), "instead of the end");
    assertThrows(EndOfStreamException.class, stream::receive, "the end comes once only");
    assertThrows(EndOfStreamException.class, () -> stream.receive(1));
    assertEquals(-1, stream.receive(ByteBuffer.allocate(10)), "the end comes once only");
  }
}
