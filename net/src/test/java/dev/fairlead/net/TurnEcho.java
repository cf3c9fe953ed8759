package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.net.TurnHandler.Turn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** An echo server by turns, and its client. */
final class TurnEcho {

  private TurnEcho() {}

  static Turn echo(SocketStream stream) {
    var buffer = ByteBuffer.allocate(1_000);
    return () -> {
      if (stream.receive(buffer.clear()) < 0) {
        return false;
      }
      stream.send(buffer.flip());
      return true;
    };
  }

  static Turn slowEcho(SocketStream stream, Duration pause) {
    Turn echo = echo(stream);
    return () -> {
      Fairlead.sleep(pause);
      return echo.take();
    };
  }

  static void assertEchoes(SocketStream client, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    client.send(bytes);
    assertArrayEquals(bytes, Streams.exactly(client, bytes.length));
  }
}
