package dev.fairlead.testing;

import static dev.fairlead.testing.CheckpointAssertions.assertCheckpoint;
import static dev.fairlead.testing.CheckpointAssertions.assertNoCheckpoint;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.Fairlead;
import dev.fairlead.sync.Lock;
import dev.fairlead.sync.Semaphore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@FairleadTest
class CheckpointAssertionsTest {

  @Test
  void whatWaitsIsACheckpoint() {
    var lock = new Lock();

    assertCheckpoint(() -> Fairlead.sleep(Duration.ZERO));
    assertCheckpoint(() -> lock.run(() -> {}));

    assertFalse(lock.statistics().locked());
  }

  @Test
  void whatNeverWaitsIsNone() {
    assertNoCheckpoint(() -> new Semaphore(1).tryAcquire());
    assertNoCheckpoint(() -> {});
  }

  @Test
  void bothAssertionsCanFail() {
    assertThrows(AssertionError.class, () -> assertCheckpoint(() -> {}));
    assertThrows(
        AssertionError.class, () -> assertNoCheckpoint(() -> Fairlead.sleep(Duration.ZERO)));
  }
}
