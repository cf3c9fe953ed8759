package dev.fairlead.internal;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.GivenEveryBackend;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cancellation shows who has called for it, in debug mode. */
@ExtendWith(InDebugMode.class)
class CancelledHereTest {

  @GivenEveryBackend
  void aCancellationShowsWhoCalledForIt(Backend backend) {
    Fairlead.run(
        o -> o.withBackend(backend),
        () -> {
          Cancelled cancelled = cancelledBy(CancelledHereTest::cancelHere);
          assertTrue(Reports.shows(Objects.requireNonNull(cancelled.getCause()), "cancelHere"));

          DebugMode.turn(false);
          assertNull(cancelledBy(CancelledHereTest::cancelHere).getCause());
        });
  }

  private static void cancelHere(CancelScope scope) {
    scope.cancel("enough");
  }

  private static Cancelled cancelledBy(Consumer<CancelScope> canceller) {
    var seen = new Cancelled[1];
    CancelScope scope = CancelScope.create();
    scope.run(() -> {
      canceller.accept(scope);
      seen[0] = assertThrows(Cancelled.class, Checkpoints::checkpoint);
      throw seen[0];
    });
    return seen[0];
  }
}
