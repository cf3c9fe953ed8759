package dev.fairlead.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.fairlead.CancelScope;
import dev.fairlead.sync.Lock;
import dev.fairlead.sync.Semaphore;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForEveryBackendSnippets {

  // @start region="method"
  @ForEveryBackend
  void cancellingAnAcquireLeavesTheLockFree() { // the root task of a new runtime
    var lock = new Lock();
    var scope = CancelScope.create();
    scope.cancel();
    scope.run(lock::acquire);
    assertFalse(lock.isLocked());
  }

  // @end

  // @start region="class"
  @ForEveryBackend
  @Nested
  class SemaphorePermits {

    @Test
    void oneIsTaken() {
      var semaphore = new Semaphore(2);
      semaphore.acquire();
      assertEquals(1, semaphore.availablePermits());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void allAreThereAtFirst(int permits) {
      assertEquals(permits, new Semaphore(permits).availablePermits());
    }
  }
  // @end
}
