package dev.fairlead.net.internal.unix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.net.SocketSettings;
import dev.fairlead.net.spi.StreamTransport;
import dev.fairlead.net.spi.UnixPair;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@ForEveryBackend
@EnabledOnOs(OS.LINUX)
@NeedsRealSystem
class NativeLoopTest {

  @Test
  void whoWaitsGoesOnWithAnotherLoopWhenOneFails() throws IOException {
    UnixPair pair = NativeUnix.pair(SocketSettings.NONE);
    TaskGroup.run(group -> {
      TaskHandle<String> received = group.startSoon(() -> receive(pair.first()));
      Fairlead.awaitAllTasksBlocked();

      letLoopFail(pair.first());
      Fairlead.awaitAllTasksBlocked();

      pair.second().send(ByteBuffer.wrap("x".getBytes(UTF_8)));
      assertEquals("x", received.await());
    });
    close(pair);
  }

  @Test
  void socketsAreOpenedAndClosedAfterALoopHasFailed() throws IOException {
    UnixPair before = NativeUnix.pair(SocketSettings.NONE);
    letLoopFail(before.first());
    UnixPair after = NativeUnix.pair(SocketSettings.NONE);

    after.first().send(ByteBuffer.wrap("x".getBytes(UTF_8)));
    assertEquals("x", receive(after.second()));
    before.second().send(ByteBuffer.wrap("y".getBytes(UTF_8)));
    assertEquals("y", receive(before.first()));

    close(before);
    close(after);
  }

  private static void close(UnixPair pair) throws IOException {
    pair.first().close();
    pair.second().close();
  }

  private static String receive(StreamTransport stream) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(10);
    int _ = stream.receive(buffer);
    return new String(buffer.array(), 0, buffer.position(), UTF_8);
  }

  /** As if the selector had thrown this, on the thread of the loop. */
  private static void letLoopFail(StreamTransport stream) {
    NativeLoop loop = ((NativeTransport) stream).socket.registration.loop();
    loop.submit(() -> {
      throw new IllegalStateException("the selector has failed, says the test");
    });
  }
}
