package dev.fairlead.thread;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.NoRuntimeException;
import org.junit.jupiter.api.Test;

class OutsideARuntimeTest {

  @Test
  void toThreadNeedsATask() {
    var thrown = assertThrows(NoRuntimeException.class, () -> ToThread.run(() -> {}));

    assertTrue(thrown.getMessage().contains("Fairlead.run"), thrown.getMessage());
  }
}
