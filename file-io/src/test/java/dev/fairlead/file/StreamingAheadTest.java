package dev.fairlead.file;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams on worker threads, which a limiter of their own demands everywhere. */
@NeedsRealThreads
@ForEveryBackend
class StreamingAheadTest {

  private static final int SIZE = 1_500_000;
  private static final int PIECE = 1_000;

  @TempDir private Path folder;

  private final byte[] content = new byte[SIZE];
  private final Random random = new Random(4);
  private Path path;

  @BeforeEach
  void makeFile() throws IOException {
    random.nextBytes(content);
    path = Files.write(folder.resolve("file"), content);
  }

  private FileReadStream open(CapacityLimiter limiter) throws IOException {
    return FileReadStream.open(path, o -> o.withLimiter(limiter));
  }

  private byte[] part(int from, int count) {
    return Arrays.copyOfRange(content, from, from + count);
  }

  private void assertReceives(FileReadStream stream, int from) throws IOException {
    assertArrayEquals(part(from, PIECE), stream.receive(PIECE));
  }

  @Test
  void whateverIsAskedForTheBytesAreThoseOfTheFile() throws IOException {
    try (var stream = open(new CapacityLimiter(1))) {
      for (int at = 0; at < SIZE; ) {
        byte[] piece = stream.receive(1 + random.nextInt(100_000));
        assertArrayEquals(part(at, piece.length), piece);
        at += piece.length;
        assertEquals(at, stream.position());
      }
      assertEquals(-1, stream.receive(ByteBuffer.allocate(1)));
    }
  }

  @Test
  void seekingForgetsWhatWasReadAhead() throws IOException {
    try (var stream = open(new CapacityLimiter(1))) {
      for (int i = 0; i < 100; i++) {
        int at = random.nextInt(SIZE - 3 * PIECE);
        stream.seek(at);
        assertReceives(stream, at);
        assertReceives(stream, at + PIECE);
        stream.seek(PIECE / 2, Whence.POSITION);
        assertEquals(at + 2 * PIECE + PIECE / 2, stream.position());
      }
    }
  }

  @Test
  void theRestIsCopiedFromWhereTheNextByteIs() throws IOException {
    var copied = new ByteArrayOutputStream();
    var pair = MemoryByteStreams.pair(PIECE);
    TaskGroup.run(group -> {
      group.startSoon(() -> pair.second().forEach(copied::writeBytes));
      try (var stream = open(new CapacityLimiter(1));
          var sink = pair.first()) {
        assertReceives(stream, 0);
        assertReceives(stream, PIECE);
        assertEquals(SIZE - 2 * PIECE, stream.copyTo(sink));
      }
    });

    assertArrayEquals(part(2 * PIECE, SIZE - 2 * PIECE), copied.toByteArray());
  }

  @Test
  void whatTheProgramWritesThereMeanwhileIsReceived() throws IOException {
    var file = AsyncFile.open(path, o -> o, READ, WRITE);
    try (var stream = new FileReadStream(file)) {
      assertReceives(stream, 0);
      assertReceives(stream, PIECE);

      file.writeAt(2 * PIECE, new byte[PIECE]);

      assertArrayEquals(new byte[PIECE], stream.receive(PIECE));
      assertReceives(stream, 3 * PIECE);
    }
  }

  @Test
  void aFileThatGrowsGoesOn() throws IOException {
    try (var stream = open(new CapacityLimiter(1))) {
      while (stream.receive(ByteBuffer.allocate(100_000)) >= 0) {
        // To the end.
      }
      Files.write(path, content, WRITE, APPEND);

      assertReceives(stream, 0);
      assertReceives(stream, PIECE);
      assertEquals(SIZE + 2 * PIECE, stream.position());
    }
  }

  @Test
  void aCancelledReceiveHasLostNothing() throws IOException {
    var limiter = new CapacityLimiter(1);
    try (var stream = open(limiter)) {
      assertReceives(stream, 0);
      TaskGroup.run(group -> {
        var scope = CancelScope.create();
        limiter.acquire();
        group.startSoon(() -> scope.run(() -> stream.receive(PIECE)));
        Fairlead.awaitAllTasksBlocked();
        scope.cancel();
        group.awaitIdle();
        limiter.release();
      });

      assertReceives(stream, PIECE);
      assertReceives(stream, 2 * PIECE);
    }
  }
}
