package dev.fairlead.lowlevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.NoRuntimeException;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadinessTest {

  @Test
  void needsARuntime() throws IOException {
    Pipe pipe = Pipe.open();
    try (var source = pipe.source();
        var sink = pipe.sink()) {
      assertThrows(NoRuntimeException.class, () -> Readiness.awaitReadable(source));
      assertThrows(NoRuntimeException.class, () -> Readiness.awaitWritable(sink));
      assertThrows(NoRuntimeException.class, () -> Readiness.notifyClosing(source));
    }
  }

  @Test
  void aRuntimeSaysHowManyLoopsItHas() {
    var three = Backends.virtual(o -> o.withLoops(3));
    var one = Backends.virtual(o -> o.withLoops(1));

    assertEquals(3, loopsOf(three));
    assertEquals(1, loopsOf(one));
  }

  private static int loopsOf(Backend backend) {
    return Fairlead.call(o -> o.withBackend(backend), Readiness::loops);
  }

  @org.junit.jupiter.api.Nested
  @ForEveryBackend(except = "simulated")
  class OfAPipe {
    private Pipe pipe;

    @BeforeEach
    void open() throws IOException {
      pipe = Pipe.open();
      pipe.source().configureBlocking(false);
      pipe.sink().configureBlocking(false);
    }

    @AfterEach
    void close() throws IOException {
      pipe.source().close();
      pipe.sink().close();
    }

    @Test
    void waitsUntilThereIsSomethingToRead() {
      TaskGroup.run(group -> {
        group.startSoon(() -> Readiness.awaitReadable(pipe.source()));
        Fairlead.awaitAllTasksBlocked();
        Readiness.awaitWritable(pipe.sink());
        pipe.sink().write(ByteBuffer.allocate(1));
      });
    }

    @Test
    void saysWhatATaskWaitsFor() {
      TaskGroup.run(group -> {
        var waiting = group.startSoon(() -> Readiness.awaitReadable(pipe.source()));
        Fairlead.awaitAllTasksBlocked();
        String reason = waiting.info().waitingFor().orElseThrow();
        assertTrue(reason.startsWith("readiness to read from "), reason);
        group.cancel("seen");
      });
    }

    @Test
    void refusesASecondWaiter() {
      TaskGroup.run(group -> {
        group.startSoon(() -> Readiness.awaitReadable(pipe.source()));
        Fairlead.awaitAllTasksBlocked();
        assertThrows(BusyResourceException.class, () -> Readiness.awaitReadable(pipe.source()));
        group.cancel("seen");
      });
    }

    @Test
    void notifyClosingWakesWhoWaitsAndClosesNothing() {
      TaskGroup.run(group -> {
        group.startSoon(() -> {
          Fairlead.awaitAllTasksBlocked();
          Readiness.notifyClosing(pipe.source());
        });
        assertThrows(ClosedResourceException.class, () -> Readiness.awaitReadable(pipe.source()));
      });
      assertTrue(pipe.source().isOpen());
    }

    @Test
    void notifyClosingWakesWhoWaitsToWriteToo() throws IOException {
      while (pipe.sink().write(ByteBuffer.allocate(65_536)) > 0) {}

      TaskGroup.run(group -> {
        group.startSoon(() -> {
          Fairlead.awaitAllTasksBlocked();
          Readiness.notifyClosing(pipe.sink());
        });
        assertThrows(ClosedResourceException.class, () -> Readiness.awaitWritable(pipe.sink()));
      });
    }

    @Test
    void notifyClosingOfAChannelNobodyWaitedForDoesNothing() {
      Readiness.notifyClosing(pipe.source());
      assertTrue(pipe.source().isOpen());
    }

    @Test
    void aClosedChannelIsSaidToBeClosed() throws IOException {
      pipe.source().close();
      assertThrows(ClosedResourceException.class, () -> Readiness.awaitReadable(pipe.source()));
    }

    @Test
    void aBlockingChannelIsRefused() throws IOException {
      pipe.source().configureBlocking(true);
      assertThrows(IllegalStateException.class, () -> Readiness.awaitReadable(pipe.source()));
    }

    @Test
    void aCancelledWaitLeavesTheChannelOpen() throws IOException {
      var scope = CancelScope.moveOnAfter(java.time.Duration.ofMillis(1));
      scope.run(() -> Readiness.awaitReadable(pipe.source()));
      assertTrue(scope.cancelledCaught());
      pipe.sink().write(ByteBuffer.allocate(2));
      Readiness.awaitReadable(pipe.source());
      assertEquals(2, pipe.source().read(ByteBuffer.allocate(5)));
    }

    @Test
    void channelsClosedWithoutAWordAreForgotten() throws IOException {
      for (int i = 0; i < 300; i++) {
        Pipe passing = Pipe.open();
        passing.sink().configureBlocking(false);
        Readiness.awaitWritable(passing.sink());
        passing.sink().close();
        passing.source().close();
      }
      Readiness.awaitWritable(pipe.sink());
    }
  }
}
