package dev.fairlead.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

@ForEveryBackend
@NeedsRealThreads
class ChannelStreamTest {

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void selectableChannelsNeedNoThread() throws IOException {
    Pipe pipe = Pipe.open();
    try (var sink = ByteStreams.from(pipe.sink());
        var source = ByteStreams.from(pipe.source())) {
      byte[] much = new byte[300_000];
      TaskGroup.run(group -> {
        group.startSoon(() -> {
          try (sink) {
            sink.send(much);
          }
        });
        int count = 0;
        for (byte[] chunk : source) {
          count += chunk.length;
        }
        assertEquals(much.length, count);
      });
    }
  }

  @Test
  void aReceiveCanBeCancelledAndClosed() throws Exception {
    Pipe pipe = Pipe.open();
    try (var sink = ByteStreams.from(pipe.sink())) {
      var source = ByteStreams.from(pipe.source());
      Waits.assertCancelledBefore(source::receive);
      Waits.assertCancelledWhileWaiting(source::receive);

      var group =
          assertThrows(
              ExceptionGroup.class,
              () ->
                  TaskGroup.run(g -> {
                    g.startSoon(() -> source.receive());
                    Fairlead.awaitAllTasksBlocked();
                    source.close();
                  }));

      assertEquals(1, group.match(ClosedResourceException.class).size());
      assertThrows(BrokenResourceException.class, () -> sendForEver(sink));
    }
  }

  @Test
  void aConnectionThatWasResetIsBroken() throws IOException {
    try (var server = ServerSocketChannel.open();
        var client = SocketChannel.open(server.bind(null).getLocalAddress())) {
      SocketChannel accepted = server.accept();
      accepted.setOption(StandardSocketOptions.SO_LINGER, 0);
      accepted.close();

      try (var source = ByteStreams.from((ReadableByteChannel) client)) {
        assertThrows(BrokenResourceException.class, source::receive);
      }
    }
  }

  private static void sendForEver(ByteSendStream sink) throws IOException {
    while (true) {
      sink.send(bytes("x"));
    }
  }

  @Test
  void otherChannelsAreUsedOnAThread() throws IOException {
    var target = new ByteArrayOutputStream();
    try (var source =
            ByteStreams.from(Channels.newChannel(new ByteArrayInputStream(bytes("hello"))));
        var sink = ByteStreams.from(Channels.newChannel(target))) {
      assertEquals(5, source.copyTo(sink));
    }
    assertEquals("hello", target.toString(UTF_8));
  }
}
