package dev.fairlead.lowlevel;

import static dev.fairlead.lowlevel.Channels.READING;
import static dev.fairlead.lowlevel.Channels.WRITING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@ForEveryBackend(except = "simulated")
class RegistrationTest {

  @Test
  void aWaitEndsWhenThereIsSomethingToRead() throws IOException {
    try (Channels channels = Channels.open()) {
      TaskGroup.run(group -> {
        TaskHandle<Integer> reader =
            group.startSoon(() -> {
              channels.farWaits().awaitReadable(READING);
              return channels.drain();
            });
        Fairlead.awaitAllTasksBlocked();
        channels.send();

        assertEquals(1, reader.await());
      });
    }
  }

  @Test
  void aWaitEndsWhenThePeerIsGone() throws IOException {
    try (Channels channels = Channels.open()) {
      TaskGroup.run(group -> {
        group.startSoon(() -> channels.farWaits().awaitReadable(READING));
        Fairlead.awaitAllTasksBlocked();
        channels.near().close();
      });
      assertEquals(-1, channels.far().read(ByteBuffer.allocate(1)));
    }
  }

  @Test
  void aWaitEndsWhenThereIsRoomToWrite() throws IOException {
    try (Channels channels = Channels.open()) {
      channels.fill();
      TaskGroup.run(group -> {
        TaskHandle<Integer> writer =
            group.startSoon(() -> {
              channels.nearWaits().awaitWritable(WRITING);
              return channels.fill();
            });
        Fairlead.awaitAllTasksBlocked();
        while (writer.status() == TaskHandle.Status.PENDING) {
          channels.drain();
          Checkpoints.yieldNow();
        }

        assertTrue(writer.await() > 0);
      });
    }
  }

  @Test
  void aWaitEndsWhenAConnectionArrivesAndWhenItIsMade() throws IOException {
    try (var server = ServerSocketChannel.open();
        var client = SocketChannel.open()) {
      server.bind(Channels.ANY_PORT).configureBlocking(false);
      client.configureBlocking(false);
      Registration accepting = Readiness.register(server);
      Registration connecting = Readiness.register(client);
      TaskGroup.run(group -> {
        group.startSoon(() -> accepting.awaitReadable(READING));
        Fairlead.awaitAllTasksBlocked();
        client.connect(server.getLocalAddress());
        while (!client.finishConnect()) {
          connecting.awaitWritable(WRITING);
        }
      });
      assertTrue(client.isConnected());
      SocketChannel accepted = server.accept();
      accepted.close();
      accepting.close();
      connecting.close();
    }
  }

  @Test
  void aPipeWorksInBothDirections() throws IOException {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    pipe.sink().configureBlocking(false);
    try (Registration reading = Readiness.register(pipe.source());
        Registration writing = Readiness.register(pipe.sink())) {
      TaskGroup.run(group -> {
        group.startSoon(() -> reading.awaitReadable(READING));
        Fairlead.awaitAllTasksBlocked();
        writing.awaitWritable(WRITING);
        pipe.sink().write(ByteBuffer.allocate(1));
      });
      assertEquals(1, pipe.source().read(ByteBuffer.allocate(10)));
    }
    pipe.source().close();
    pipe.sink().close();
  }

  @Test
  void whatBecameReadyWhileNobodyWaitedEndsTheNextWait() throws IOException {
    try (Channels channels = Channels.open()) {
      waitOnce(channels);
      for (int i = 0; i < 20; i++) {
        channels.send();
        // Each sleep makes the loop look again at a channel that nobody reads.
        Fairlead.sleep(Duration.ofMillis(1));
        channels.farWaits().awaitReadable(READING);
      }
      assertEquals(20, channels.drain());
    }
  }

  /** Makes the loop look at the channel from now on. */
  private static void waitOnce(Channels channels) throws IOException {
    channels.send();
    channels.farWaits().awaitReadable(READING);
    assertEquals(1, channels.drain());
  }

  @Test
  void aChannelThatIsNotReadyAnyMoreIsWaitedForAgain() throws IOException {
    try (Channels channels = Channels.open()) {
      waitOnce(channels);
      channels.send();
      Fairlead.sleep(Duration.ofMillis(1));
      Fairlead.sleep(Duration.ofMillis(1));
      assertEquals(1, channels.drain());

      TaskGroup.run(group -> {
        TaskHandle<Integer> reader = group.startSoon(() -> receive(channels));
        Fairlead.awaitAllTasksBlocked();
        assertEquals(TaskHandle.Status.PENDING, reader.status());
        channels.send();
        assertEquals(1, reader.await());
      });
    }
  }

  private static int receive(Channels channels) throws IOException {
    int count = channels.drain();
    while (count == 0) {
      channels.farWaits().awaitReadable(READING);
      count = channels.drain();
    }
    return count;
  }

  @Test
  void aSecondTaskInTheSameDirectionIsRefused() throws IOException {
    try (Channels channels = Channels.open()) {
      TaskGroup.run(group -> {
        var reader = group.startSoon(() -> channels.farWaits().awaitReadable(READING));
        Fairlead.awaitAllTasksBlocked();

        var refused =
            assertThrows(
                BusyResourceException.class, () -> channels.farWaits().awaitReadable(READING));

        assertTrue(refused.getMessage().contains(READING.describe()), refused.getMessage());
        assertEquals(TaskHandle.Status.PENDING, reader.status());
        channels.send();
        reader.await();
      });
    }
  }

  @Test
  void oneTaskMayReadWhileAnotherWrites() throws IOException {
    try (Channels channels = Channels.open()) {
      int filled = channels.fill();
      TaskGroup.run(group -> {
        var writer = group.startSoon(() -> channels.nearWaits().awaitWritable(WRITING));
        var reader = group.startSoon(() -> channels.nearWaits().awaitReadable(READING));
        Fairlead.awaitAllTasksBlocked();

        channels.far().write(ByteBuffer.allocate(1));
        reader.await();
        assertEquals(TaskHandle.Status.PENDING, writer.status());

        int drained = 0;
        while (drained < filled) {
          drained += channels.drain();
          Checkpoints.yieldNow();
        }
        writer.await();
      });
    }
  }

  @Test
  void aCancelledWaitLeavesTheChannelUsable() throws IOException {
    try (Channels channels = Channels.open()) {
      for (int i = 0; i < 50; i++) {
        CancelScope.moveOnAfter(Duration.ofMillis(1))
            .run(() -> channels.farWaits().awaitReadable(READING));
      }
      assertTrue(channels.far().isOpen());
      channels.send();
      assertEquals(1, receive(channels));
    }
  }

  @Test
  void aWaitInACancelledScopeDoesNotBegin() throws IOException {
    try (Channels channels = Channels.open()) {
      channels.send();
      var scope = CancelScope.create();
      scope.cancel();
      scope.run(() -> channels.farWaits().awaitReadable(READING));

      assertTrue(scope.cancelledCaught());
    }
  }

  @Test
  void aChannelIsWaitedForThroughOneRegistrationOnly() throws IOException {
    try (Channels channels = Channels.open()) {
      waitOnce(channels);
      try (Registration second = Readiness.register(channels.far())) {
        var refused =
            assertThrows(IllegalStateException.class, () -> second.awaitReadable(READING));
        assertTrue(refused.getMessage().contains("already registered"), refused.getMessage());
      }
      waitOnce(channels);
    }
  }

  @Test
  void aBlockingOrClosedChannelIsRefused() throws IOException {
    var blocking = SocketChannel.open();
    var refused = assertThrows(IllegalStateException.class, () -> Readiness.register(blocking));
    assertTrue(refused.getMessage().contains("configureBlocking(false)"), refused.getMessage());

    blocking.configureBlocking(false);
    blocking.close();
    assertThrows(ClosedChannelException.class, () -> Readiness.register(blocking));
  }

  @Test
  void aDirectionTheChannelDoesNotHaveIsRefused() throws IOException {
    try (var server = ServerSocketChannel.open()) {
      server.configureBlocking(false);
      try (Registration accepting = Readiness.register(server)) {
        assertThrows(IllegalArgumentException.class, () -> accepting.awaitWritable(WRITING));
      }
    }
  }
}
