package dev.fairlead;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class RaceTest {

  private final Bodies bodies = new Bodies();

  @Test
  void theFirstResultWinsAndTheOthersAreCancelledAndAwaited() {
    var unwound = new AtomicInteger();

    int winner =
        Tasks.<Integer>race(
            () -> {
              try {
                return Bodies.waitForEver();
              } finally {
                CancelScope.shielded().run(() -> Fairlead.sleep(ofMillis(1)));
                unwound.incrementAndGet();
              }
            },
            () -> {
              Fairlead.sleep(ofMillis(1));
              return 2;
            });

    assertEquals(2, winner);
    assertEquals(1, unwound.get());
  }

  @Test
  void aFailureThatComesFirstIsThrown() {
    var group =
        assertThrows(ExceptionGroup.class, () -> Tasks.race(Bodies::waitForEver, bodies::fail));

    assertEquals(List.of(bodies.failure), group.exceptions());
  }

  @Test
  void aFailureThatComesAfterTheWinnerIsOfNoInterest() {
    int winner =
        Tasks.<Integer>race(
            () -> 1,
            () -> {
              try {
                return Bodies.waitForEver();
              } finally {
                bodies.fail();
              }
            });

    assertEquals(1, winner);
  }

  @Test
  void anErrorOfALoserIsThrownAndTheWinnersResultClosed() {
    var closed = new AtomicInteger();
    var bug = new AssertionError("bug");

    var group =
        assertThrows(
            ExceptionGroup.class,
            () ->
                Tasks.<AutoCloseable>race(
                    () -> closed::incrementAndGet,
                    () -> {
                      try {
                        Fairlead.sleepForever();
                      } finally {
                        throwNow(bug);
                      }
                      return () -> {};
                    }));

    assertEquals(List.of(bug), group.exceptions());
    assertEquals(1, closed.get());
  }

  private static void throwNow(Error error) {
    throw error;
  }

  @Test
  void aResultThatComesTooLateIsClosed() {
    var open = new AtomicInteger();
    Body<AutoCloseable, ?> contestant =
        () -> {
          CancelScope.shielded().run(() -> Fairlead.sleep(ofMillis(1)));
          open.incrementAndGet();
          return open::decrementAndGet;
        };

    Tasks.<AutoCloseable>race(contestant, contestant, contestant);

    assertEquals(1, open.get());
  }

  @Test
  void aWinnerWhoseCallerIsCancelledIsGivenBack() {
    var won = new Event();
    var given = new ArrayList<String>();
    CancelScope scope = CancelScope.create();

    TaskGroup.run(group -> {
      group.startSoon(() ->
          scope.run(() ->
              Tasks.<String>race(
                  o -> o.withUnwanted(given::add),
                  List.of(
                      () -> {
                        won.set();
                        return "won";
                      },
                      () -> {
                        try {
                          Fairlead.sleepForever();
                        } finally {
                          CancelScope.shielded().run(() -> Fairlead.sleep(ofMillis(5)));
                        }
                        return "lost";
                      }))));
      won.await();
      scope.cancel();
    });

    assertTrue(scope.cancelledCaught());
    assertEquals(List.of("won"), given);
  }

  @Test
  void isCancelledAsAWhole() throws Exception {
    Waits.assertCancelledBefore(() -> Tasks.race(() -> 1));
    Waits.assertCancelledWhileWaiting(() -> Tasks.race(Bodies::waitForEver));
    Waits.assertNeedsATask(() -> Tasks.race(() -> 1));
  }

  @Test
  void nothingIsLostWhenTheWinnerAndACancellationMeet() throws Exception {
    var open = new AtomicInteger();
    var go = new Event[1];
    for (int i = 0; i < 200; i++) {
      go[0] = new Event();
      CancelScope scope = CancelScope.create();
      TaskGroup.run(group -> {
        group.startSoon(() ->
            scope.run(() -> {
              AutoCloseable winner =
                  Tasks.<AutoCloseable>race(() -> {
                    go[0].await();
                    open.incrementAndGet();
                    return open::decrementAndGet;
                  });
              winner.close();
            }));
        Fairlead.awaitAllTasksBlocked();
        group.startSoon(() -> scope.cancel());
        go[0].set();
      });
      assertEquals(0, open.get());
    }
  }

  @Test
  void withoutABodyThereIsNoWinner() {
    assertThrows(IllegalArgumentException.class, () -> Tasks.race());
  }
}
