package dev.fairlead.sync;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.Select;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class LatchTest {

  @Test
  void itOpensAtTheLastCount() {
    var latch = new Latch(2);
    TaskGroup.run(group -> {
      var waiting = group.startSoon(latch::await);
      Fairlead.awaitAllTasksBlocked();
      latch.countDown();
      Fairlead.awaitAllTasksBlocked();
      assertFalse(waiting.status().isEnd());
      assertEquals(1, latch.statistics().waiting().size());
      latch.countDown();
    });
    assertEquals(0, latch.count());
  }

  @Test
  void moreCountsThanNeededDoNothing() {
    var latch = new Latch(1);
    latch.countDown();
    latch.countDown();

    assertEquals(0, latch.count());
    latch.await();
  }

  @Test
  void noCountIsLost() {
    var latch = new Latch(4000);
    TaskGroup.run(group -> {
      for (int task = 0; task < 4; task++) {
        group.startSoon(() -> {
          for (int i = 0; i < 1000; i++) {
            latch.countDown();
          }
        });
      }
      latch.await();
    });
    assertEquals(0, latch.count());
  }

  @Test
  void aLimitedWaitSaysWhetherItIsOpen() {
    var latch = new Latch(1);
    assertFalse(latch.tryAwait(ofMillis(1)));
    latch.countDown();
    assertTrue(latch.tryAwait(Duration.ZERO));
  }

  @Test
  void withNothingToCountItIsOpen() {
    assertTrue(new Latch(0).tryAwait(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> new Latch(-1));
  }

  @Test
  void itCanBeOneOfSeveralThingsToWaitFor() throws IOException {
    var latch = new Latch(0);
    assertEquals("open", Select.first(Select.event(latch.opened()).call(() -> "open")));
  }

  @Test
  void aWaitCanBeCancelled() throws Exception {
    Waits.assertCancelledBefore(new Latch(0)::await);
    Waits.assertCancelledWhileWaiting(new Latch(1)::await);
    Waits.assertNeedsATask(new Latch(1)::await);
  }
}
