package dev.fairlead.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ResourceGuardTest {

  private final ResourceGuard guard = new ResourceGuard("receiving from the pipe");

  @Test
  void refusesASecondUserAndSaysWhatTheFirstDoes() {
    try (var _ = guard.enter()) {
      assertTrue(guard.isEntered());

      var thrown = assertThrows(BusyResourceException.class, guard::enter);

      assertTrue(thrown.getMessage().contains("receiving from the pipe"), thrown::getMessage);
    }
    assertFalse(guard.isEntered());
  }

  @Test
  void canBeEnteredAgainAfterwards() {
    guard.enter().close();

    guard.enter().close();

    assertFalse(guard.isEntered());
  }

  @Test
  void isLeftWhateverTheBodyThrows() {
    assertThrows(
        IOException.class,
        () ->
            guard.run(() -> {
              throw new IOException("body");
            }));

    assertFalse(guard.isEntered());
    assertEquals(42, guard.call(() -> 42));
  }

  @Test
  void aRefusedUserDoesNotEndTheFirst() {
    guard.enter();

    assertThrows(BusyResourceException.class, () -> guard.run(() -> {}));
    assertThrows(BusyResourceException.class, () -> guard.call(() -> 1));

    assertTrue(guard.isEntered());
  }

  @Test
  void aPermitEndsItsOwnStayOnly() {
    var first = guard.enter();
    first.close();
    var second = guard.enter();

    first.close();

    assertTrue(guard.isEntered());
    second.close();
    assertFalse(guard.isEntered());
  }
}
