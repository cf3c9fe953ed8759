package dev.fairlead;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a cancelled scope does to the body that runs in it. */
@ForEveryBackend
class CancelScopeTest {

  private static final Duration SHORT = ofMillis(10);

  @Test
  void aBodyThatIsDoneInTimeReturnsItsValue() {
    CancelScope scope = CancelScope.failAfter(ofSeconds(10));

    assertEquals(42, scope.call(() -> 42));
    assertFalse(scope.cancelCalled());
    assertFalse(scope.cancelledCaught());
    assertEquals(Optional.empty(), scope.cancelCause());
  }

  @Test
  void aBodyThrowsExactlyWhatItDeclares() {
    IOException thrown = new IOException("body");

    IOException caught =
        assertThrows(
            IOException.class,
            () ->
                CancelScope.create()
                    .run(() -> {
                      throw thrown;
                    }));

    assertSame(thrown, caught);
  }

  @Test
  void cancelEndsTheBodyAtTheNextCheckpoint() {
    var trail = new ArrayList<String>();
    CancelScope scope = CancelScope.create();

    scope.run(() -> {
      scope.cancel();
      trail.add("after cancel");
      Checkpoints.checkpoint();
      trail.add("never");
    });

    assertEquals(List.of("after cancel"), trail);
    assertTrue(scope.cancelledCaught());
  }

  @Test
  void everyCheckpointThrowsUntilTheScopeIsLeft() {
    var thrown = new ArrayList<Cancelled>();
    CancelScope scope = CancelScope.create();

    scope.run(() -> {
      scope.cancel();
      for (int i = 0; i < 3; i++) {
        thrown.add(assertThrows(Cancelled.class, Checkpoints::checkpoint));
      }
      throw thrown.get(0);
    });

    assertEquals(3, thrown.size());
    Checkpoints.checkpoint();
  }

  @Test
  void aScopeCancelledBeforeEntryRunsItsBodyToTheFirstCheckpoint() {
    var trail = new ArrayList<String>();
    CancelScope scope = CancelScope.create();
    scope.cancel("early");

    scope.run(() -> {
      trail.add("entered");
      Checkpoints.checkpoint();
      trail.add("never");
    });

    assertEquals(List.of("entered"), trail);
  }

  @Test
  void theFirstCauseStays() {
    CancelScope scope = CancelScope.create();

    scope.cancel("first");
    scope.cancel("second");

    var cause = assertInstanceOf(CancelCause.Requested.class, scope.cancelCause().orElseThrow());
    assertEquals("first", cause.reason());
  }

  @Test
  void theCancellationSaysWhyAndByWhom() {
    CancelScope scope = CancelScope.create();

    scope.run(() -> {
      scope.cancel("enough");
      Cancelled cancelled = assertThrows(Cancelled.class, Checkpoints::checkpoint);
      var cause = assertInstanceOf(CancelCause.Requested.class, cancelled.cancelCause());
      assertEquals("enough", cause.reason());
      assertEquals(Optional.of(Fairlead.currentTask()), cause.by());
      assertTrue(cancelled.getMessage().contains("enough"), cancelled::getMessage);
      throw cancelled;
    });
  }

  @Test
  void theCancellationNamesItsScope() {
    CancelScope scope = CancelScope.create(o -> o.withName("upload"));

    scope.run(() ->
        CancelScope.create(o -> o.withName("inside"))
            .run(() -> {
              scope.cancel("too slow");
              Cancelled cancelled = assertThrows(Cancelled.class, Checkpoints::checkpoint);
              assertEquals("upload", cancelled.scope());
              assertTrue(cancelled.getMessage().contains("upload"), cancelled::getMessage);
              throw cancelled;
            }));
  }

  @Test
  void attemptIsEmptyWhenTheScopeEndedTheBody() {
    assertEquals(Optional.of(1), CancelScope.moveOnAfter(ofSeconds(10)).attempt(() -> 1));
    assertEquals(
        Optional.empty(),
        CancelScope.moveOnAfter(SHORT)
            .attempt(() -> {
              Fairlead.sleepForever();
              return 1;
            }));
  }

  @Test
  void callSaysThatThereIsNoValueWhenTheScopeEndedTheBody() {
    CancelScope scope = CancelScope.moveOnAfter(SHORT);

    var thrown =
        assertThrows(
            ScopeCancelledException.class,
            () ->
                scope.call(() -> {
                  Fairlead.sleepForever();
                  return 1;
                }));

    assertInstanceOf(CancelCause.DeadlinePassed.class, thrown.cancelCause());
  }

  @Test
  void aScopeIsUsedOnce() {
    CancelScope scope = CancelScope.create();
    scope.run(() -> {});

    var thrown = assertThrows(IllegalStateException.class, () -> scope.run(() -> {}));

    assertTrue(thrown.getMessage().contains("used once"), thrown::getMessage);
  }

  @Test
  void aScopeNeedsATask() throws Exception {
    var failure = new ArrayList<Throwable>();
    Thread plain =
        Thread.ofPlatform()
            .start(() ->
                failure.add(
                    assertThrows(
                        NoRuntimeException.class, () -> CancelScope.create().run(() -> {}))));

    plain.join();

    assertEquals(1, failure.size());
  }

  @Test
  void cancelNowUnwindsTheInnermostScope() {
    CancelScope scope = CancelScope.create();

    scope.run(() -> Fairlead.cancelNow("done early"));

    assertTrue(scope.cancelledCaught());
  }

  @Test
  void aCancellationThatEndsNoWaitSaysSo() {
    CancelScope scope = CancelScope.create();
    scope.cancel();
    scope.run(() -> {
      var thrown = assertThrows(Cancelled.class, Fairlead::sleepForever);
      assertEquals(Optional.empty(), thrown.waitedFor());
      throw thrown;
    });
  }
}
