package dev.fairlead.lowlevel;

import static dev.fairlead.lowlevel.Channels.READING;
import static dev.fairlead.lowlevel.Channels.WRITING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.TaskOptions;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@ForEveryBackend(except = "simulated")
class RegistrationClosingTest {

  /** Makes the loop look at the channel from now on. */
  private static void waitOnce(Channels channels) throws IOException {
    channels.send();
    channels.farWaits().awaitReadable(READING);
    assertEquals(1, channels.drain());
  }

  @Test
  void closingWakesWhoWaitsInBothDirections() throws IOException {
    try (Channels channels = Channels.open()) {
      channels.fill();
      TaskGroup.run(group -> {
        var reader =
            group.startSoon(
                TaskOptions::withFailureToHandle,
                () -> channels.nearWaits().awaitReadable(READING));
        var writer =
            group.startSoon(
                TaskOptions::withFailureToHandle,
                () -> channels.nearWaits().awaitWritable(WRITING));
        group.startSoon(() -> {
          Fairlead.awaitAllTasksBlocked();
          channels.nearWaits().close();
        });
        assertClosed(reader, READING);
        assertClosed(writer, WRITING);
      });
    }
  }

  private static void assertClosed(TaskHandle<?> task, WaitReason reason) {
    CancelScope.shielded().run(task::join);
    var failure = task.failure().orElseThrow();
    assertEquals(ClosedResourceException.class, failure.getClass());
    assertTrue(failure.getMessage().contains(reason.describe()), failure.getMessage());
  }

  @Test
  void afterNotifyClosingNobodyCanWait() throws IOException {
    try (Channels channels = Channels.open()) {
      channels.nearWaits().notifyClosing();

      assertThrows(
          ClosedResourceException.class, () -> channels.nearWaits().awaitReadable(READING));
      assertThrows(
          ClosedResourceException.class, () -> channels.nearWaits().awaitWritable(WRITING));
      assertTrue(channels.near().isOpen());
    }
  }

  @Test
  void closeIsIdempotent() throws IOException {
    try (Channels channels = Channels.open()) {
      waitOnce(channels);
      channels.farWaits().close();
      channels.farWaits().close();
      channels.farWaits().notifyClosing();
      assertTrue(channels.far().isOpen());
    }
  }

  @Test
  void aChannelCanBeRegisteredAgainAsSoonAsItsRegistrationIsClosed() throws IOException {
    try (Channels channels = Channels.open()) {
      Registration again = channels.farWaits();
      for (int i = 0; i < 100; i++) {
        channels.send();
        again.awaitReadable(READING);
        assertTrue(channels.drain() > 0);
        again.close();
        again = Readiness.register(channels.far());
      }
      again.close();
    }
  }

  @Test
  void thePortOfAClosedListenerIsFreeAtOnce() throws IOException {
    SocketAddress address = Channels.ANY_PORT;
    for (int i = 0; i < 100; i++) {
      try (var server = ServerSocketChannel.open()) {
        server.configureBlocking(false);
        server.bind(address);
        address = server.getLocalAddress();
        try (Registration accepting = Readiness.register(server)) {
          CancelScope.moveOnAfter(Duration.ofNanos(1000))
              .run(() -> accepting.awaitReadable(READING));
        }
      }
    }
  }

  @Test
  void thePortOfAClosedDatagramSocketIsFreeAtOnce() throws IOException {
    SocketAddress address = Channels.ANY_PORT;
    for (int i = 0; i < 100; i++) {
      try (var socket = DatagramChannel.open()) {
        socket.configureBlocking(false);
        socket.bind(address);
        address = socket.getLocalAddress();
        try (Registration receiving = Readiness.register(socket)) {
          CancelScope.moveOnAfter(Duration.ofNanos(1000))
              .run(() -> receiving.awaitReadable(READING));
        }
      }
    }
  }

  @Test
  void aChannelClosedWithoutAWordEndsItsWaitsWhenTheLoopLooksNext() throws IOException {
    try (Channels channels = Channels.open();
        Channels others = Channels.open()) {
      TaskGroup.run(group -> {
        var reader = group.startSoon(() -> channels.farWaits().awaitReadable(READING));
        group.startSoon(() -> {
          Fairlead.awaitAllTasksBlocked();
          channels.far().close();
          waitOnce(others);
        });
        assertClosed(reader, READING);
        group.cancel("the failure was looked at");
      });
    } catch (dev.fairlead.ExceptionGroup e) {
      assertTrue(e.exceptions().stream().allMatch(ClosedResourceException.class::isInstance));
    }
  }

  @Test
  void aWaitOnAClosedChannelSaysSo() throws IOException {
    try (Channels channels = Channels.open()) {
      waitOnce(channels);
      channels.far().close();
      assertThrows(ClosedResourceException.class, () -> channels.farWaits().awaitWritable(WRITING));
      assertFalse(channels.far().isOpen());
    }
  }
}
