package dev.fairlead.lowlevel;

import static dev.fairlead.lowlevel.Channels.READING;
import static dev.fairlead.lowlevel.Channels.WRITING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsNativeSockets;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Closes connections that are being read from and written to, so that the system gives the numbers
 * of their descriptors to the next ones at once. On backends that use descriptors themselves: for
 * the others the JDK takes care of it.
 */
@Tag("slow")
class DescriptorReuseTest {

  private static final int CONNECTIONS = 500;
  private static final int WITH_SEVERAL_LOOPS = 200; // whose threads share few processors
  private static final int AT_ONCE = 8;
  private static final int SPINS = 20_000;

  private final Random random = new Random(5);
  private final ExecutorService closers = Executors.newFixedThreadPool(2);
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger received = new AtomicInteger();

  @AfterEach
  void stopClosers() {
    closers.shutdownNow();
  }

  @Test
  @NeedsNativeSockets
  void noneDoesWithTasksInParallelThatCallTheSystemThemselves() {
    Backend backend = Backends.virtual(LoopOptions::withNativeSockets);
    Fairlead.run(o -> o.withBackend(backend), () -> closeManyWhileTheyAreUsed(CONNECTIONS));
  }

  @ForEveryBackend(except = {"simulated", "virtual"})
  void noByteReachesTheConnectionThatHasTakenTheNumberOfAClosedOne() {
    closeManyWhileTheyAreUsed(CONNECTIONS);
  }

  @Test
  @NeedsNativeSockets
  void noneDoesWithSeveralLoopsThatCallTheSystemThemselves() {
    Backend backend = Backends.carrier(o -> o.withNativeSockets().withLoops(3));
    Fairlead.run(o -> o.withBackend(backend), () -> closeManyWhileTheyAreUsed(WITH_SEVERAL_LOOPS));
  }

  private void closeManyWhileTheyAreUsed(int connections) {
    TaskGroup.run(group -> {
      for (int i = 0; i < connections; i++) {
        while (open.get() >= AT_ONCE) {
          Checkpoints.yieldNow();
        }
        var id = (byte) i;
        Channels channels = Channels.open();
        open.incrementAndGet();
        group.startSoon(() -> readAll(channels, id));
        group.startSoon(() -> writeAll(channels, id));
        int spins = random.nextInt(SPINS);
        closers.execute(() -> closeAfter(spins, channels));
      }
    });
    assertTrue(received.get() > 0, "nothing was received at all");
  }

  private void closeAfter(int spins, Channels channels) {
    Waits.spin(spins);
    try {
      channels.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      open.decrementAndGet();
    }
  }

  private void readAll(Channels channels, byte id) {
    var buffer = ByteBuffer.allocate(16);
    try {
      while (channels.farWaits().read(buffer.clear()) >= 0) {
        for (int i = 0; i < buffer.position(); i++) {
          assertEquals(id, buffer.get(i), "a byte of another connection");
          received.incrementAndGet();
        }
        channels.farWaits().awaitReadable(READING);
      }
    } catch (IOException | ClosedResourceException e) {
      assertTrue(open.get() <= AT_ONCE, "closed, as it should be");
    }
  }

  private static void writeAll(Channels channels, byte id) {
    var bytes = ByteBuffer.wrap(new byte[] {id, id, id});
    try {
      channels.nearWaits().awaitWritable(WRITING);
      while (true) {
        channels.nearWaits().write(bytes.rewind());
        Checkpoints.yieldNow();
      }
    } catch (IOException | ClosedResourceException e) {
      assertEquals(id, bytes.get(0), "closed, as it should be");
    }
  }
}
