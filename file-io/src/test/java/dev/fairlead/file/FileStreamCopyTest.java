package dev.fairlead.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ForEveryBackend
@NeedsRealThreads
class FileStreamCopyTest {

  @TempDir private Path folder;

  @Test
  void copiesToAnyStream() throws IOException {
    byte[] content = random(300_000);
    Path path = Files.write(folder.resolve("file"), content);
    var pair = MemoryByteStreams.pair(1 << 20);

    try (var source = FileReadStream.open(path)) {
      source.seek(5);
      assertEquals(content.length - 5, source.copyTo(pair.first()));
      assertEquals(content.length, source.position());
      assertThrows(EndOfStreamException.class, source::receive);
    }

    assertEquals(content[5], pair.second().receive()[0]);
  }

  @Test
  void copiesWrappedStreamsToo() throws IOException {
    var out = new ByteArrayOutputStream();
    byte[] content = random(200_000);

    try (var source = new FileReadStream(AsyncFile.wrap(new ByteArrayInputStream(content)));
        var sink = new FileWriteStream(AsyncFile.wrap(out))) {
      assertEquals(content.length, source.copyTo(sink));
    }

    assertArrayEquals(content, out.toByteArray());
  }

  @Test
  void copiesAFileToASocketAndBackIntoAFile() throws IOException {
    byte[] content = random(3_000_000);
    Path path = Files.write(folder.resolve("file"), content);
    Path copy = folder.resolve("copy");

    TaskGroup.run(group -> {
      try (var listener = Net.createTcpListener(0)) {
        group.startSoon(() -> {
          try (var stream = Net.connectTcp("localhost", listener.port());
              var source = FileReadStream.open(path)) {
            assertEquals(content.length, source.copyTo(stream));
          }
        });
        try (var stream = listener.accept();
            var sink = FileWriteStream.open(copy)) {
          assertEquals(content.length, stream.copyTo(sink));
        }
      }
    });

    assertEquals(-1, Files.mismatch(path, copy));
  }

  @Test
  void aCancelledCopyGoesOnWhereTheSinkStands() throws IOException {
    byte[] content = random(300_000);
    Path path = Files.write(folder.resolve("file"), content);
    var pair = MemoryByteStreams.pair(70_000);

    try (var source = FileReadStream.open(path)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> source.copyTo(pair.first()));
        Fairlead.awaitAllTasksBlocked();
        group.cancel("enough");
      });
      assertEquals(70_000, source.position());
      copyTheRest(source, pair.first(), pair.second(), content);
    }
  }

  @Test
  void aCopyThatTheSystemMakesGoesOnWhereTheSinkStandsWhenItIsCancelled() throws IOException {
    byte[] content = random(10_000_000);
    Path path = Files.write(folder.resolve("file"), content);

    try (var source = FileReadStream.open(path);
        var listener = Net.createTcpListener(0);
        var sink = Net.connectTcp("localhost", listener.port());
        var receiver = listener.accept()) {
      TaskGroup.run(group -> {
        group.startSoon(() -> source.copyTo(sink));
        receiver.awaitReadable();
        group.cancel("enough");
      });
      assertTrue(source.position() > 0);
      sink.forgetUnfinishedSend();
      copyTheRest(source, sink, receiver, content);
    }
  }

  private static void copyTheRest(
      FileReadStream source, ByteStream sink, ByteReceiveStream receiver, byte[] content)
      throws IOException {
    TaskGroup.run(group -> {
      group.startSoon(() -> {
        source.copyTo(sink);
        sink.sendEof();
      });
      var received = new ByteArrayOutputStream();
      for (byte[] part : receiver) {
        received.write(part);
      }
      assertArrayEquals(content, received.toByteArray());
    });
  }

  private static byte[] random(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
