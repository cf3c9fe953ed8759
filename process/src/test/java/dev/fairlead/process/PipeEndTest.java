package dev.fairlead.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.process.internal.pipe.ChannelOutput;
import dev.fairlead.process.internal.pipe.OsPipe;
import dev.fairlead.process.internal.pipe.PipeSystem;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** At its end a pipe leaves the loop, before it is closed. */
@ForEveryBackend
class PipeEndTest {

  static {
    Children.warmUp();
  }

  private static final int ROUNDS = 100;

  private final AtomicInteger ends = new AtomicInteger();
  private final AtomicInteger closes = new AtomicInteger();

  private static ChannelOutput outputOf(OsPipe pipe) throws IOException {
    return new ChannelOutput(pipe, "pipe", new PipeSystem() {});
  }

  @Test
  void theEndIsToldAgainAndAgain() throws IOException {
    try (OsPipe pipe = OsPipe.open().orElseThrow();
        ChannelOutput output = outputOf(pipe)) {
      pipe.sink().close();

      for (int i = 0; i < 3; i++) {
        assertEquals(-1, output.receive(ByteBuffer.allocate(10)));
        assertEquals(-1, output.receiveAvailable(ByteBuffer.allocate(10)));
      }
    }
  }

  @Test
  void whoClosesAtTheVeryEndLeavesNothingOpen() throws IOException {
    long before = Children.openPipes();
    for (int i = 0; i < ROUNDS; i++) {
      closeAtTheEnd(i % 2 == 0);
    }

    assertEquals(ROUNDS, ends.get() + closes.get());
    Children.awaitOpenPipes(before);
  }

  private void closeAtTheEnd(boolean waiting) throws IOException {
    OsPipe pipe = OsPipe.open().orElseThrow();
    ChannelOutput output = outputOf(pipe);
    TaskGroup.run(group -> {
      group.startSoon(() -> receive(output));
      if (waiting) {
        Fairlead.awaitAllTasksBlocked();
      }
      pipe.sink().close();
      group.startSoon(output::close);
    });
  }

  /** Either is right: the end of the pipe, or that this side has closed it. */
  private void receive(ChannelOutput output) throws IOException {
    try {
      assertEquals(-1, output.receive(ByteBuffer.allocate(10)));
      ends.incrementAndGet();
    } catch (ClosedResourceException e) {
      closes.incrementAndGet();
    }
  }
}
