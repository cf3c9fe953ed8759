package dev.fairlead;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.sync.Event;
import dev.fairlead.sync.Lock;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

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
  void movingOnEndsSilentlyAtTheDeadline() {
    CancelScope scope = CancelScope.moveOnAfter(SHORT);

    scope.run(Fairlead::sleepForever);

    assertTrue(scope.cancelledCaught());
    assertInstanceOf(CancelCause.DeadlinePassed.class, scope.cancelCause().orElseThrow());
  }

  @Test
  void failingThrowsAtTheDeadline() {
    CancelScope scope = CancelScope.failAfter(SHORT, o -> o.withReason("no answer from the peer"));

    var thrown =
        assertThrows(DeadlineExceededException.class, () -> scope.run(Fairlead::sleepForever));

    assertEquals("no answer from the peer", thrown.getMessage());
    assertTrue(scope.cancelledCaught());
  }

  @Test
  void failingAtAPointInTimeThrowsThen() {
    Deadline soon = Deadline.after(SHORT);

    assertThrows(
        DeadlineExceededException.class,
        () -> CancelScope.failAt(soon).run(Fairlead::sleepForever));

    assertFalse(Fairlead.currentTime().isBefore(soon));
  }

  @Test
  void aFailingScopeThatIsCancelledByHandDoesNotFail() {
    CancelScope scope = CancelScope.failAfter(SHORT);

    scope.run(() -> {
      scope.cancel("by hand");
      CancelScope.shielded().run(() -> Fairlead.sleep(SHORT.multipliedBy(3)));
      Checkpoints.checkpoint();
    });

    assertTrue(scope.cancelledCaught());
    assertInstanceOf(CancelCause.Requested.class, scope.cancelCause().orElseThrow());
  }

  @Test
  void aFailingScopeWhoseBodyFinishedDespiteTheDeadlineDoesNotFail() {
    CancelScope scope = CancelScope.failAfter(SHORT);

    int value =
        scope.call(() -> {
          CancelScope.shielded().run(() -> Fairlead.sleep(SHORT.multipliedBy(3)));
          return 42;
        });

    assertEquals(42, value);
    assertTrue(scope.cancelCalled());
    assertFalse(scope.cancelledCaught());
  }

  @Test
  void relativeDeadlinesStartOnEntry() {
    CancelScope scope = CancelScope.moveOnAfter(ofMillis(200));
    Fairlead.sleep(ofMillis(30));
    Deadline entered = Fairlead.currentTime();

    scope.run(() -> assertFalse(scope.deadline().isBefore(entered.plus(ofMillis(200)))));
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
  void aDeadlineThatHasPassedEndsTheBodyAtItsFirstCheckpoint() {
    CancelScope scope = CancelScope.moveOnAfter(Duration.ZERO);
    CancelScope past = CancelScope.moveOnAt(Deadline.after(ofSeconds(-5)));

    scope.run(() -> {
      Checkpoints.checkpoint();
      throw new AssertionError("passed a checkpoint");
    });
    past.run(Fairlead::sleepForever);

    assertTrue(scope.cancelledCaught());
    assertTrue(past.cancelledCaught());
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

  @Nested
  class Nesting {

    @Test
    void theOutermostCancelledScopeCatches() {
      CancelScope outer = CancelScope.create();
      CancelScope inner = CancelScope.create();
      var trail = new ArrayList<String>();

      outer.run(() -> {
        inner.run(() -> {
          inner.cancel();
          outer.cancel();
          Checkpoints.checkpoint();
        });
        trail.add("between");
      });

      assertEquals(List.of(), trail);
      assertTrue(outer.cancelledCaught());
      assertFalse(inner.cancelledCaught());
    }

    @Test
    void anInnerScopeIsLeftAloneByItsSiblingsEnd() {
      CancelScope outer = CancelScope.create();

      outer.run(() -> {
        CancelScope.moveOnAfter(SHORT).run(Fairlead::sleepForever);
        Checkpoints.checkpoint();
      });

      assertFalse(outer.cancelCalled());
    }

    @Test
    void anInnerScopeReportsTheCauseAroundIt() {
      CancelScope outer = CancelScope.create();

      outer.run(() -> {
        outer.cancel("outer");
        CancelScope inner = CancelScope.create();
        inner.run(() -> {
          var cause = assertInstanceOf(CancelCause.Parent.class, inner.cancelCause().orElseThrow());
          assertInstanceOf(CancelCause.Requested.class, cause.cause());
        });
      });
    }

    @Test
    void aParentCancelledDuringTheInnerDeadlineWins() {
      CancelScope outer = CancelScope.create();

      outer.run(() ->
          CancelScope.failAfter(SHORT)
              .run(() -> {
                CancelScope.shielded().run(() -> Fairlead.sleep(SHORT.multipliedBy(3)));
                outer.cancel();
                Checkpoints.checkpoint();
              }));

      assertTrue(outer.cancelledCaught());
    }

    @Test
    void theEffectiveDeadlineIsTheEarliestUpToAShield() {
      Deadline soon = Deadline.after(ofSeconds(100));
      Deadline later = Deadline.after(ofSeconds(200));

      CancelScope.moveOnAt(soon)
          .run(() -> {
            CancelScope.moveOnAt(later)
                .run(() -> assertEquals(soon, Fairlead.currentEffectiveDeadline()));
            CancelScope.create(o -> o.withDeadline(later).withShield())
                .run(() -> assertEquals(later, Fairlead.currentEffectiveDeadline()));
          });
      assertEquals(Deadline.NEVER, Fairlead.currentEffectiveDeadline());
    }

    @Test
    void theEffectiveDeadlineOfACancelledTaskHasPassed() {
      CancelScope scope = CancelScope.create();
      scope.cancel();

      scope.run(() -> assertEquals(Deadline.PASSED, Fairlead.currentEffectiveDeadline()));
    }
  }

  @Nested
  class Shields {

    @Test
    void aShieldHidesWhatIsAroundIt() {
      CancelScope outer = CancelScope.create();
      var trail = new ArrayList<String>();

      outer.run(() -> {
        outer.cancel();
        CancelScope.shielded()
            .run(() -> {
              Fairlead.sleep(SHORT);
              trail.add("cleaned up");
            });
        Checkpoints.checkpoint();
        trail.add("never");
      });

      assertEquals(List.of("cleaned up"), trail);
    }

    @Test
    void aShieldDoesNotHideItsOwnCancellation() {
      CancelScope shield = CancelScope.shielded();

      shield.run(() -> {
        shield.cancel();
        Checkpoints.checkpoint();
      });

      assertTrue(shield.cancelledCaught());
    }

    @Test
    void cleaningUpIsLimitedInTime() {
      CancelScope outer = CancelScope.create();
      CancelScope cleanUp = CancelScope.cleanUp(SHORT);

      outer.run(() -> {
        outer.cancel();
        cleanUp.run(Fairlead::sleepForever);
      });

      assertTrue(cleanUp.cancelledCaught());
    }

    @Test
    void loweringAShieldDeliversWhatIsPending() {
      CancelScope outer = CancelScope.create();
      CancelScope shield = CancelScope.shielded();

      outer.run(() ->
          TaskGroup.run(group -> {
            group.startSoon(() -> {
              Fairlead.awaitAllTasksBlocked();
              outer.cancel();
              shield.unshield();
            });
            shield.run(Fairlead::sleepForever);
          }));

      assertTrue(outer.cancelledCaught());
    }

    @Test
    void raisingAShieldHidesWhatIsPending() {
      CancelScope outer = CancelScope.create();
      CancelScope inner = CancelScope.create();

      outer.run(() ->
          inner.run(() -> {
            outer.cancel();
            inner.shield();
            Checkpoints.checkpoint();
            inner.unshield();
            assertThrows(Cancelled.class, Checkpoints::checkpoint);
            throw assertThrows(Cancelled.class, Checkpoints::checkpoint);
          }));

      assertTrue(outer.cancelledCaught());
    }
  }

  @Nested
  class MovingDeadlines {

    @Test
    void aDeadlineMovedWhileWaitingCounts() {
      CancelScope scope = CancelScope.moveOnAfter(ofDays(1));

      TaskGroup.run(group -> {
        group.startSoon(() -> {
          Fairlead.awaitAllTasksBlocked();
          scope.moveDeadline(Deadline.after(SHORT));
        });
        scope.run(Fairlead::sleepForever);
      });

      assertTrue(scope.cancelledCaught());
    }

    @Test
    void aDeadlineMovedAwayDoesNotCount() {
      CancelScope scope = CancelScope.failAfter(ofSeconds(1));

      scope.run(() -> {
        scope.moveDeadline(Deadline.NEVER);
        Fairlead.sleep(ofMillis(1100));
      });

      assertFalse(scope.cancelCalled());
    }

    @Test
    void aDeadlineMovedIntoThePastCancelsAtOnce() {
      CancelScope scope = CancelScope.create();

      scope.run(() -> {
        scope.moveDeadline(Deadline.after(ofSeconds(-1)));
        Checkpoints.checkpoint();
      });

      assertTrue(scope.cancelledCaught());
    }
  }

  @Nested
  class Grace {

    @Test
    void aSoftCancellationIsSeenByThoseWhoAsk() {
      CancelScope scope = CancelScope.create();
      var trail = new ArrayList<String>();

      scope.run(() -> {
        assertFalse(Fairlead.stopRequested());
        scope.cancelAfter(ofDays(1), "closing time");
        assertTrue(Fairlead.stopRequested());
        Checkpoints.checkpoint();
        trail.add("still running");
      });

      assertEquals(List.of("still running"), trail);
      assertFalse(scope.cancelledCaught());
    }

    @Test
    void aSoftCancellationBecomesHardAfterAWhile() {
      CancelScope scope = CancelScope.create();

      scope.run(() -> {
        scope.cancelAfter(SHORT, "closing time");
        Fairlead.sleepForever();
      });

      var cause = assertInstanceOf(CancelCause.Requested.class, scope.cancelCause().orElseThrow());
      assertEquals("closing time", cause.reason());
      assertTrue(scope.cancelledCaught());
    }

    @Test
    void aTaskCanWaitToBeAsked() {
      var trail = new ArrayList<String>();

      TaskGroup.run(group -> {
        group.startSoon(() -> {
          Fairlead.awaitStopRequested();
          trail.add("said goodbye");
        });
        Fairlead.awaitAllTasksBlocked();
        group.cancelScope().cancelAfter(ofDays(1), "closing time");
      });

      assertEquals(List.of("said goodbye"), trail);
    }
  }

  @Test
  void aTimeoutSaysWhatWasWaitedForAndWhoHoldsIt() {
    var lock = new Lock();
    var let = new Event();
    TaskGroup.run(group -> {
      group.startSoon(o -> o.withName("greedy"), () -> lock.run(let::await));
      Fairlead.awaitAllTasksBlocked();

      var thrown =
          assertThrows(
              DeadlineExceededException.class,
              () -> CancelScope.failAfter(Duration.ofMillis(5)).run(lock::acquire));

      assertTrue(
          thrown.getMessage().endsWith("it waited for a lock held by task greedy"),
          thrown::getMessage);
      let.set();
    });
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
