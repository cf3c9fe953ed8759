package dev.fairlead.examples.moving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.CancelScope;
import dev.fairlead.Deadline;
import dev.fairlead.DeadlineExceededException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.CodecStream;
import dev.fairlead.stream.Frames;
import dev.fairlead.stream.IdleTimeoutByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.stream.ObjectStream;
import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.OnBackend;
import java.io.IOException;
import java.util.Locale;

/** What is written with channel handlers, written with loops. */
class FromNettyTest {

  private static final int MAX_FRAME = 1_000_000;

  // @start region="handler"
  /** LengthFieldBasedFrameDecoder, LengthFieldPrepender, IdleStateHandler and the own handler. */
  static void handle(ByteStream connection) throws IOException {
    var watched = new IdleTimeoutByteStream(connection, ofMinutes(1));
    try (var frames = new CodecStream<>(watched, Frames.lengthPrefixed(4, MAX_FRAME))) {
      for (byte[] request : frames) {
        frames.send(answer(request));
      }
    }
  }

  // @end

  private static byte[] answer(byte[] request) {
    return new String(request, UTF_8).toUpperCase(Locale.ROOT).getBytes(UTF_8);
  }

  // @start region="client"
  static byte[] ask(ObjectStream<byte[]> connection, byte[] request) throws IOException {
    return CancelScope.failAfter(ofSeconds(2))
        .call(() -> {
          connection.send(request);
          return connection.receive();
        });
  }

  // @end

  private static ObjectStream<byte[]> connect(TaskGroup group) {
    var pair = MemoryByteStreams.pair(65_536);
    group.startSoon(o -> o.withService(), () -> handle(pair.second()));
    return new CodecStream<>(pair.first(), Frames.lengthPrefixed(4, MAX_FRAME));
  }

  @FairleadTest
  void framesAreAnswered(TaskGroup group) throws IOException {
    ObjectStream<byte[]> connection = connect(group);

    assertEquals("HELLO", new String(ask(connection, "hello".getBytes(UTF_8)), UTF_8));
    assertEquals("AGAIN", new String(ask(connection, "again".getBytes(UTF_8)), UTF_8));
  }

  @FairleadTest(on = OnBackend.SIMULATED)
  void aServerThatDoesNotAnswerIsWaitedForTwoSeconds() {
    var pair = MemoryByteStreams.pair(65_536);
    var connection = new CodecStream<>(pair.first(), Frames.lengthPrefixed(4, MAX_FRAME));

    Deadline start = Fairlead.currentTime();

    assertThrows(DeadlineExceededException.class, () -> ask(connection, "hello".getBytes(UTF_8)));

    assertEquals(ofSeconds(2), Fairlead.currentTime().since(start));
  }

  // @start region="schedule"
  /** EventLoop.scheduleWithFixedDelay */
  static void heartbeat(TaskGroup group, ByteStream connection) {
    group.startSoon(
        o -> o.withService().withName("heartbeat"),
        () -> {
          while (true) {
            connection.send(".".getBytes(UTF_8));
            Fairlead.sleep(ofSeconds(10));
          }
        });
  }

  // @end

  @FairleadTest(on = OnBackend.SIMULATED)
  void aServiceBeatsUntilTheGroupHasEnded() throws IOException {
    var pair = MemoryByteStreams.pair(65_536);

    TaskGroup.run(group -> {
      heartbeat(group, pair.first());
      Fairlead.sleep(ofSeconds(25));
    });

    assertEquals("...", new String(pair.second().receive(), UTF_8));
  }
}
