package dev.fairlead.stream;

import static dev.fairlead.stream.Splits.bytes;
import static dev.fairlead.stream.Splits.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ForEveryBackend
class JdkStreamsTest {

  private final MemoryByteStreams.Pair pair = MemoryByteStreams.pair(100);

  @Test
  void jdkStreamsCanBePutOnTop() {
    TaskGroup.run(group -> {
      group.startSoon(() -> {
        try (var out = new GZIPOutputStream(pair.first().asOutputStream())) {
          out.write(bytes("compressed ".repeat(1000)));
        }
      });
      try (var in = new GZIPInputStream(pair.second().asInputStream())) {
        assertEquals("compressed ".repeat(1000), text(in.readAllBytes()));
      }
    });
  }

  @Test
  @NeedsRealThreads
  void onAWorkerThreadTheyWaitInTheTask() throws IOException {
    TaskGroup.run(group -> {
      group.startSoon(() ->
          ToThread.run(() -> {
            try (var out = pair.first().asOutputStream()) {
              out.write(bytes("written ".repeat(1000)));
            }
          }));
      String all =
          ToThread.call(() -> {
            try (var in = pair.second().asInputStream()) {
              return text(in.readAllBytes());
            }
          });
      assertEquals("written ".repeat(1000), all);
    });
  }

  @Test
  @NeedsRealThreads
  void channelsOnAWorkerThreadWaitInTheTask() throws IOException {
    TaskGroup.run(group -> {
      group.startSoon(() ->
          ToThread.run(() -> {
            try (var out = pair.first().asByteChannel()) {
              out.write(ByteBuffer.wrap(bytes("abc")));
            }
          }));
      ByteBuffer target = ByteBuffer.allocate(10);
      ToThread.run(() -> {
        var in = pair.second().asByteChannel();
        while (in.read(target) >= 0) {
          assertTrue(target.position() <= 3);
        }
      });
      assertEquals("abc", text(Arrays.copyOf(target.array(), target.position())));
    });
  }

  @Test
  void anInputStreamReadsSingleBytesAndTheEnd() throws IOException {
    pair.first().send(new byte[] {1, -1});
    pair.first().sendEof();
    var in = pair.second().asInputStream();

    assertEquals(1, in.read());
    assertEquals(255, in.read());
    assertEquals(0, in.read(new byte[0]));
    assertEquals(-1, in.read());
    assertEquals(-1, in.read(new byte[5]));
  }

  @Test
  void anOutputStreamWritesSingleBytes() throws IOException {
    var out = pair.first().asOutputStream();

    out.write('a');
    out.write(bytes("xbcx"), 1, 2);
    out.flush();
    out.close();

    assertEquals("abc", text(pair.second().asInputStream().readAllBytes()));
  }

  @Test
  void closedOnesThrowWhatJdkCodeExpects() throws IOException {
    var in = pair.second().asInputStream();
    var out = pair.second().asOutputStream();
    in.close();

    assertThrows(ClosedResourceException.class, () -> pair.second().receive());
    assertThrows(IOException.class, in::read);
    assertThrows(IOException.class, () -> out.write(1));
  }

  @Test
  void channelsMoveBytesToo() throws IOException {
    ByteChannel here = pair.first().asByteChannel();
    ReadableByteChannel there = new StapledByteStream(pair.second(), pair.second()).asByteChannel();
    ByteBuffer target = ByteBuffer.allocate(10);

    assertEquals(4, here.write(ByteBuffer.wrap(bytes("ping"))));
    assertEquals(4, there.read(target));
    assertEquals("ping", text(target.array()).trim());
    assertEquals(0, there.read(ByteBuffer.allocate(0)));
    here.close();
    assertFalse(here.isOpen());
    assertEquals(-1, there.read(target));
    assertThrows(ClosedChannelException.class, () -> here.read(target));
    assertThrows(ClosedChannelException.class, () -> here.write(target));
  }

  @Test
  void oneWayChannelsMoveBytesToo() throws IOException {
    ByteSendStream sink = new CountingByteStream(pair.first());
    ByteReceiveStream source = new BufferedByteReceiveStream(pair.second());
    WritableByteChannel out = new SendingChannel(sink);
    ReadableByteChannel in = source.asByteChannel();
    ByteBuffer target = ByteBuffer.allocate(3);

    assertEquals(3, out.write(ByteBuffer.wrap(bytes("abc"))));
    assertEquals(3, in.read(target));
    assertTrue(in.isOpen() && out.isOpen());
    out.close();
    in.close();
    assertThrows(ClosedChannelException.class, () -> in.read(target.clear()));
    assertThrows(ClosedChannelException.class, () -> out.write(target));
  }

  @Test
  void aChannelThatIsClosedWhileItIsReadSaysSo() {
    ByteChannel channel = pair.first().asByteChannel();

    TaskGroup.run(group -> {
      group.startSoon(() ->
          assertThrows(
              AsynchronousCloseException.class, () -> channel.read(ByteBuffer.allocate(1))));
      Fairlead.awaitAllTasksBlocked();
      channel.close();
    });
  }

  @Test
  void aPartOfAFileIsSent(@TempDir Path folder) throws IOException {
    Path path = Files.writeString(folder.resolve("data"), "0123456789");

    try (FileChannel file = FileChannel.open(path)) {
      assertEquals(4, pair.first().sendFile(file, 3, 4));
      assertEquals(2, pair.first().sendFile(file, 8, 100));
      assertEquals(0, pair.first().sendFile(file, 100, 5));
      assertThrows(IllegalArgumentException.class, () -> pair.first().sendFile(file, -1, 5));
    }

    assertEquals("345689", text(pair.second().receive()));
    pair.first().close();
    assertThrows(EndOfStreamException.class, () -> pair.second().receive());
  }
}
