package dev.fairlead.stream.snippets;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.IdleTimeoutException;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.IdleTimeoutByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import java.time.Duration;

class IdleTimeoutByteStreamSnippets {

  private boolean droppedPeer;

  private void drop(ByteStream stream) throws Exception {
    stream.closeForcefully();
    droppedPeer = true;
  }

  @ForEveryBackend
  void idle() throws Exception {
    ByteStream connection = MemoryByteStreams.pair(100).first();
    Duration limit = Duration.ofMillis(10);
    // @start region="idle"
    var stream = new IdleTimeoutByteStream(connection, limit);
    try {
      stream.receive();
    } catch (IdleTimeoutException e) {
      drop(stream);
    }
    // @end
    assertTrue(droppedPeer);
  }
}
