package dev.fairlead.sync;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Action;
import dev.fairlead.BrokenLockException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.RunListener;
import dev.fairlead.testsupport.GivenEveryBackend;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

class EndedBorrowerTest {

  private final List<String> reported = new CopyOnWriteArrayList<>();

  private <X extends Exception> void run(Backend backend, Action<X> body) throws X {
    var listener =
        new RunListener() {
          @Override
          public void reported(String what, @Nullable Throwable thrown) {
            reported.add(what);
          }
        };
    Fairlead.run(o -> o.withBackend(backend).withListener(listener), body);
  }

  @GivenEveryBackend
  void theTokenOfATaskThatEndsGoesToTheNext(Backend backend) {
    var limiter = new CapacityLimiter(1);

    run(
        backend,
        () ->
            TaskGroup.run(group -> {
              var careless =
                  group.startSoon(
                      o -> o.withName("careless"),
                      () -> {
                        limiter.acquire();
                        Fairlead.awaitAllTasksBlocked();
                      });
              group.startSoon(() -> {
                limiter.acquire();
                limiter.release();
              });
              careless.join();
            }));

    assertEquals(1, limiter.availableTokens());
    assertEquals(1, reported.size());
    assertTrue(reported.getFirst().contains("careless ended with a token"), reported::getFirst);
  }

  @GivenEveryBackend
  void aTokenThatWasGivenBackInTimeIsNotGivenBackTwice(Backend backend) {
    var limiter = new CapacityLimiter(2);

    run(
        backend,
        () ->
            TaskGroup.run(group -> {
              var task =
                  group.startSoon(() -> {
                    limiter.acquire();
                    limiter.release();
                    assertTrue(limiter.tryAcquire());
                    Fairlead.awaitAllTasksBlocked();
                  });
              Fairlead.sleep(ofMillis(1));
              task.join();
            }));
    run(backend, () -> limiter.run(() -> assertEquals(1, limiter.availableTokens())));

    assertEquals(2, limiter.availableTokens());
    assertEquals(1, reported.size());
  }

  @GivenEveryBackend
  void whoLeavesABrokenReadWriteLockInOrderBreaksItNoSecondTime(Backend backend) {
    var lock = new ReadWriteLock();

    run(
        backend,
        () ->
            TaskGroup.run(group -> {
              lock.read().acquire();
              group.startSoon(o -> o.withName("careless"), () -> lock.read().acquire()).join();
              lock.read().release();
            }));

    assertEquals(1, reported.size());
    run(
        backend,
        () -> {
          String message =
              assertThrows(BrokenLockException.class, () -> lock.read().acquire()).getMessage();
          assertTrue(message.contains("careless"), message);
        });
  }
}
