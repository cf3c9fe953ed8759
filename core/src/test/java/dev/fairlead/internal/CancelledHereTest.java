package dev.fairlead.internal;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.TestBackends;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A cancellation shows who has called for it, in debug mode. */
class CancelledHereTest {

  static List<Backend> backends() {
    return TestBackends.all();
  }

  @BeforeEach
  void debug() {
    DebugMode.turn(true);
  }

  @AfterEach
  void debugNoMore() {
    DebugMode.turn(false);
  }

  @ParameterizedTest
  @MethodSource("backends")
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
