package dev.fairlead;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.sync.Barrier;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class TasksTest {

  private final IOException failure = new IOException("broken");

  private Integer fail() throws IOException {
    throw failure;
  }

  private static Integer waitForEver() {
    Fairlead.sleepForever();
    return -1;
  }

  @Nested
  class Gather {

    @Test
    void resultsComeInTheOrderOfTheBodies() {
      var first = new Event();

      List<Integer> results =
          Tasks.gather(
              () -> {
                first.await();
                return 1;
              },
              () -> {
                first.set();
                return 2;
              });

      assertEquals(List.of(1, 2), results);
    }

    @Test
    void nothingGivesNothing() {
      assertEquals(List.of(), Tasks.<Integer>gather());
      assertEquals(List.of(), Tasks.map(List.<Integer>of(), n -> n));
    }

    @Test
    void theFirstFailureCancelsTheRest() {
      var group =
          assertThrows(
              ExceptionGroup.class,
              () -> Tasks.gather(TasksTest::waitForEver, TasksTest.this::fail));

      assertEquals(List.of(failure), group.exceptions());
    }

    @Test
    void isCancelledAsAWhole() throws Exception {
      Waits.assertCancelledBefore(() -> Tasks.gather(() -> 1));
      Waits.assertCancelledWhileWaiting(() -> Tasks.gather(() -> 1, TasksTest::waitForEver));
      Waits.assertNeedsATask(() -> Tasks.gather(() -> 1));
    }

    @Test
    void takesTimeInProportionToTheNumberOfTasks() {
      int count = 20_000;
      var bodies =
          IntStream.range(0, count).<Body<Integer, RuntimeException>>mapToObj(i -> () -> i);

      List<Integer> results = Tasks.gather(bodies.toList());

      assertEquals(IntStream.range(0, count).boxed().toList(), results);
    }
  }

  @Nested
  class Map {

    @Test
    void resultsComeInTheOrderOfTheInputs() {
      assertEquals(List.of(2, 4, 6), Tasks.map(List.of(1, 2, 3), n -> 2 * n));
    }

    @Test
    void asManyAsTheLimitRunAtOnceAndNoMore() {
      var running = new AtomicInteger();
      var most = new AtomicInteger();
      var three = new Barrier(3);

      Tasks.forEach(
          IntStream.range(0, 30).boxed().toList(),
          3,
          _ -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            three.await();
            running.decrementAndGet();
          });

      assertEquals(3, most.get());
      assertEquals(0, running.get());
    }

    @Test
    void theNextInputIsTakenWhenThereIsRoomForItsTask() {
      var taken = new AtomicInteger();
      Iterable<Integer> inputs =
          () -> IntStream.generate(taken::incrementAndGet).boxed().iterator();

      CancelScope scope = CancelScope.create();
      TaskGroup.run(group -> {
        group.startSoon(() -> scope.run(() -> Tasks.map(inputs, 5, _ -> waitForEver())));
        Fairlead.awaitAllTasksBlocked();
        scope.cancel();
      });

      assertTrue(taken.get() <= 6, taken::toString);
    }

    @Test
    void inputsMayBeWaitedFor() throws IOException {
      try (var inputs = MemoryObjectStreams.<Integer>create(0)) {
        List<Integer> results =
            TaskGroup.call(group -> {
              var mapping = group.startSoon(() -> Tasks.map(inputs.receive(), 2, n -> n + 1));
              inputs.send().send(1);
              inputs.send().send(2);
              inputs.send().close();
              return mapping.await();
            });

        assertEquals(List.of(2, 3), results);
      }
    }

    @Test
    void aFailureCancelsTheRestAndTakesNoMoreInputs() {
      var seen = new ConcurrentLinkedQueue<Integer>();

      var group =
          assertThrows(
              ExceptionGroup.class,
              () ->
                  Tasks.forEach(
                      List.of(1, 2, 3),
                      1,
                      n -> {
                        seen.add(n);
                        fail();
                      }));

      assertSame(failure, group.single().orElseThrow());
      assertEquals(List.of(1), List.copyOf(seen));
    }

    @Test
    void aLimitBelowOneIsRefused() {
      assertThrows(IllegalArgumentException.class, () -> Tasks.map(List.of(1), 0, n -> n));
    }
  }

  @Nested
  class RaceOf {

    @Test
    void theFirstResultWinsAndTheOthersAreCancelledAndAwaited() {
      var unwound = new AtomicInteger();

      int winner =
          Tasks.<Integer>race(
              () -> {
                try {
                  return waitForEver();
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
          assertThrows(
              ExceptionGroup.class, () -> Tasks.race(TasksTest::waitForEver, TasksTest.this::fail));

      assertEquals(List.of(failure), group.exceptions());
    }

    @Test
    void aFailureThatComesAfterTheWinnerIsOfNoInterest() {
      int winner =
          Tasks.<Integer>race(
              () -> 1,
              () -> {
                try {
                  return waitForEver();
                } finally {
                  fail();
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
      Waits.assertCancelledWhileWaiting(() -> Tasks.race(TasksTest::waitForEver));
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

  @Nested
  class FirstSuccess {

    @Test
    void failuresAreOfNoInterestIfOneSucceeds() {
      assertEquals(
          3,
          Tasks.<Integer>firstSuccess(
              TasksTest.this::fail,
              TasksTest::waitForEver,
              () -> {
                Fairlead.sleep(ofMillis(1));
                return 3;
              }));
    }

    @Test
    void ifAllFailAllFailuresAreThrown() {
      var other = new IllegalStateException("other");

      var group =
          assertThrows(
              ExceptionGroup.class,
              () ->
                  Tasks.<Integer>firstSuccess(
                      TasksTest.this::fail,
                      () -> {
                        Fairlead.sleep(ofMillis(1));
                        throw other;
                      }));

      assertEquals(Set.of(failure, other), Set.copyOf(group.exceptions()));
    }

    @Test
    void aStaggeredBodyStartsWhenTheOneBeforeIsTooSlow() {
      var started = new ConcurrentLinkedQueue<Integer>();
      Deadline begin = Fairlead.currentTime();

      int winner =
          Tasks.<Integer>firstSuccess(
              o -> o.withStagger(ofMillis(5)),
              List.of(
                  () -> {
                    started.add(1);
                    return waitForEver();
                  },
                  () -> {
                    started.add(2);
                    return 2;
                  },
                  () -> {
                    started.add(3);
                    return waitForEver();
                  }));

      assertEquals(2, winner);
      assertTrue(started.contains(2), started::toString);
      assertFalse(Fairlead.currentTime().isBefore(begin.plus(ofMillis(5))));
    }

    @Test
    void aFailureStartsTheNextBodyAtOnce() {
      assertEquals(
          2,
          Tasks.<Integer>firstSuccess(
              o -> o.withStagger(ofDays(1)), List.of(TasksTest.this::fail, () -> 2)));
    }

    @Test
    void aNegativeDelayIsRefused() {
      assertThrows(
          IllegalArgumentException.class,
          () -> Tasks.firstSuccess(o -> o.withStagger(ofMillis(-1)), List.of(() -> 1)));
    }
  }

  @Nested
  class AsCompleted {

    @Test
    void handlesComeInTheOrderInWhichTheTasksEnd() {
      var trail = new ArrayList<Integer>();
      var first = new Event();

      TaskGroup.run(group -> {
        try (var done =
            Tasks.asCompleted(
                group,
                List.<Body<Integer, ?>>of(
                    () -> {
                      first.await();
                      return 1;
                    },
                    () -> 2))) {
          for (TaskHandle<Integer> task : done) {
            assertTrue(task.status().isEnd());
            trail.add(task.result());
            first.set();
          }
        }
      });

      assertEquals(List.of(2, 1), trail);
    }

    @Test
    void aFailureComesAsAHandleAndLeavesTheOthersAlone() {
      var failures = new ArrayList<Throwable>();

      TaskGroup.run(group -> {
        try (var done =
            Tasks.asCompleted(group, List.<Body<Integer, ?>>of(TasksTest.this::fail, () -> 2))) {
          for (TaskHandle<Integer> task : done) {
            task.failure().ifPresent(failures::add);
          }
        }
      });

      assertEquals(List.of(failure), failures);
    }

    @Test
    void aFailureNobodyLookedAtIsThrownByTheGroup() {
      var group =
          assertThrows(
              ExceptionGroup.class,
              () ->
                  TaskGroup.run(g -> {
                    try (var done =
                        Tasks.asCompleted(g, List.<Body<Integer, ?>>of(TasksTest.this::fail))) {
                      done.receive();
                    }
                  }));

      assertSame(failure, group.single().orElseThrow());
    }

    @Test
    void closingTheStreamCancelsWhatIsNotDone() {
      TaskGroup.run(group -> {
        try (var done =
            Tasks.asCompleted(group, List.<Body<Integer, ?>>of(TasksTest::waitForEver, () -> 2))) {
          assertEquals(2, done.receive().result());
        }
      });
    }

    @Test
    void ofNothingItEndsAtOnce() {
      TaskGroup.run(group -> {
        try (var done = Tasks.asCompleted(group, List.<Body<Integer, ?>>of())) {
          assertThrows(EndOfStreamException.class, done::receive);
        }
      });
    }

    @Test
    void waitingForTheNextOneCanBeCancelled() {
      TaskGroup.run(group -> {
        try (var done =
            Tasks.asCompleted(group, List.<Body<Integer, ?>>of(TasksTest::waitForEver))) {
          Waits.assertCancelledBefore(done::receive);
          Waits.assertCancelledWhileWaiting(done::receive);
        }
      });
    }
  }
}
