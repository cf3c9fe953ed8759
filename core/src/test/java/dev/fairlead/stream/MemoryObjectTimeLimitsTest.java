package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sends and receives that wait for a while at most. */
@ForEveryBackend
class MemoryObjectTimeLimitsTest {

  private final MemoryObjectStreams.Pair<Integer> pair = MemoryObjectStreams.create(1);

  @Test
  void aLimitedReceiveTriesBeforeItLooksAtTheTime() throws Exception {
    pair.send().send(1);

    assertEquals(Optional.of(1), pair.receive().tryReceive(Duration.ZERO));
    assertEquals(Optional.empty(), pair.receive().tryReceive(Duration.ZERO));
    assertEquals(Optional.empty(), pair.receive().tryReceive(Duration.ofMillis(5)));
    assertEquals(0, pair.receive().statistics().tasksWaitingReceive());
    pair.close();
  }

  @Test
  void aLimitedSendTriesBeforeItLooksAtTheTime() throws Exception {
    assertTrue(pair.send().trySend(1, Duration.ZERO));
    assertFalse(pair.send().trySend(2, Duration.ZERO));
    assertFalse(pair.send().trySend(2, Duration.ofMillis(5)));

    assertEquals(0, pair.send().statistics().tasksWaitingSend());
    assertEquals(List.of(1), pair.receive().receiveMany(5));
    pair.close();
  }

  @Test
  void aLimitedWaitSucceedsInTime() {
    TaskGroup.run(group -> {
      var receiving = group.startSoon(() -> pair.receive().tryReceive(Duration.ofDays(1)));
      Fairlead.awaitAllTasksBlocked();
      pair.send().send(1);
      assertEquals(Optional.of(1), receiving.await());

      pair.send().send(2);
      var sending = group.startSoon(() -> pair.send().trySend(3, Duration.ofDays(1)));
      Fairlead.awaitAllTasksBlocked();
      assertEquals(2, pair.receive().receive());
      assertTrue(sending.await());
    });
    pair.close();
  }

  @Test
  void aLimitedWaitFailsWhenTheOtherEndCloses() {
    TaskGroup.run(group -> {
      group.startSoon(() ->
          assertThrows(
              EndOfStreamException.class, () -> pair.receive().tryReceive(Duration.ofDays(1))));
      Fairlead.awaitAllTasksBlocked();
      pair.send().close();
    });
    pair.receive().close();
  }
}
