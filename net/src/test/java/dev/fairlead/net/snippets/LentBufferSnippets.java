package dev.fairlead.net.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TcpListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

class LentBufferSnippets {

  // @start region="buffers"
  /** Buffers outside the heap, as many as are in use at once. Any thread. */
  static final class Buffers {

    private final ArrayDeque<ByteBuffer> idle = new ArrayDeque<>();

    synchronized ByteBuffer take() {
      ByteBuffer found = idle.pollFirst();
      return found != null ? found : ByteBuffer.allocateDirect(65_536);
    }

    /** The one given back last is taken first: it is the one that the processor remembers. */
    synchronized void give(ByteBuffer buffer) {
      idle.addFirst(buffer.clear());
    }
  }

  // @end

  private static final Buffers BUFFERS = new Buffers();

  // @start region="lent"
  static void echo(SocketStream stream) throws IOException {
    do {
      stream.awaitReadable(); // holds nothing, for however long
    } while (echoOnce(stream));
  }

  static boolean echoOnce(SocketStream stream) throws IOException {
    ByteBuffer buffer = BUFFERS.take();
    try {
      if (stream.receive(buffer) < 0) {
        return false;
      }
      stream.send(buffer.flip());
      return true;
    } finally {
      BUFFERS.give(buffer);
    }
  }

  // @end

  @Test
  void aBufferIsLentWhileThereIsSomethingToDo() throws IOException {
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          TcpListener listener = Net.createTcpListener(0);
          group.startSoon(() -> listener.serve(LentBufferSnippets::echo));
          try (var stream = Net.connectTcp("localhost", listener.port())) {
            for (String word : new String[] {"one", "two"}) {
              stream.send(word.getBytes(UTF_8));
              assertEquals(word, new String(stream.receive(), UTF_8));
            }
          }
          listener.drain(Duration.ofSeconds(5));
        }));

    assertEquals(1, BUFFERS.idle.size());
  }
}
