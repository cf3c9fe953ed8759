package dev.fairlead.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.PromiseCancelledException;
import dev.fairlead.PromiseFailedException;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.Select;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class PromiseTest {

  private final Promise<String> promise = new Promise<>();

  @Test
  void allWhoWaitGetTheValue() {
    TaskGroup.run(group -> {
      var first = group.startSoon(promise::await);
      var second = group.startSoon(promise::await);
      Fairlead.awaitAllTasksBlocked();
      assertEquals(Promise.Status.PENDING, promise.status());

      promise.complete("done");

      assertEquals("done", first.await());
      assertEquals("done", second.await());
    });
    assertEquals("done", promise.await());
    assertEquals("done", promise.result());
    assertEquals(Promise.Status.FINISHED, promise.status());
    assertEquals(Optional.empty(), promise.failure());
  }

  @Test
  void aFailureIsTheCauseOfWhatIsThrown() {
    var failure = new IOException("disk");

    promise.fail(failure);

    assertSame(failure, assertThrows(PromiseFailedException.class, promise::await).getCause());
    assertEquals(Optional.of(failure), promise.failure());
    assertEquals(Promise.Status.FAILED, promise.status());
  }

  @Test
  void aPromiseThatIsCancelledForNoReasonSaysOnlyThat() {
    assertTrue(promise.cancel());
    assertFalse(promise.cancel());

    var thrown = assertThrows(PromiseCancelledException.class, promise::await);
    assertEquals("the promise was cancelled", thrown.getMessage());
  }

  @Test
  void aCancelledPromiseSaysWhy() {
    assertTrue(promise.cancel("not needed"));

    var thrown = assertThrows(PromiseCancelledException.class, promise::await);

    assertTrue(thrown.getMessage().contains("not needed"), thrown::getMessage);
    assertEquals(Promise.Status.CANCELLED, promise.status());
    assertEquals(Optional.empty(), promise.failure());
  }

  @Test
  void itEndsOnce() {
    promise.complete("first");

    assertThrows(IllegalStateException.class, () -> promise.complete("second"));
    assertThrows(IllegalStateException.class, () -> promise.fail(new IOException()));
    assertFalse(promise.tryComplete("second"));
    assertFalse(promise.tryFail(new IOException()));
    assertFalse(promise.cancel("too late"));
    assertEquals("first", promise.result());
  }

  @Test
  void nothingCanBeReadBeforeTheEnd() {
    assertThrows(IllegalStateException.class, promise::result);
    assertThrows(IllegalStateException.class, promise::failure);
  }

  @Test
  void aCancelledWaiterLeavesThePromiseAndTheOthersAlone() throws Exception {
    TaskGroup.run(group -> {
      var other = group.startSoon(promise::await);
      Fairlead.awaitAllTasksBlocked();
      Waits.assertCancelledWhileWaiting(promise::await);
      assertEquals(1, promise.statistics().tasksWaiting());

      promise.complete("done");

      assertEquals("done", other.await());
    });
    Waits.assertCancelledBefore(promise::await);
  }

  @Test
  void endAndCancellationAtOnceLeaveNobodyBehind() throws Exception {
    Promise<?>[] current = {new Promise<String>()};
    Waits.race(
        500,
        () -> current[0].await(),
        () -> current[0].tryComplete(null),
        succeeded -> {
          assertEquals(0, current[0].statistics().tasksWaiting());
          current[0] = new Promise<String>();
        });
  }

  @Test
  void aLimitedWaitSaysWhetherItHasEnded() {
    assertFalse(promise.tryAwait(Duration.ZERO));
    assertFalse(promise.tryAwait(Duration.ofMillis(5)));
    assertEquals(0, promise.statistics().tasksWaiting());

    promise.complete("done");

    assertTrue(promise.tryAwait(Duration.ZERO));
  }

  @Test
  void waitingNeedsATask() throws Exception {
    Waits.assertNeedsATask(promise::await);
  }

  @Test
  void itCanBeSelected() throws Exception {
    TaskGroup.run(group -> {
      var selecting =
          group.startSoon(() ->
              Select.first(
                  Select.promise(promise).call(value -> "promise " + value),
                  Select.event(new Event()).call(() -> "event")));
      Fairlead.awaitAllTasksBlocked();
      promise.complete("kept");
      assertEquals("promise kept", selecting.await());
    });
    assertEquals("kept", Select.first(Select.promise(promise).call(value -> value)));
  }

  @Nested
  class Futures {

    @Test
    void aFutureEndsAsThePromiseDoes() throws Exception {
      CompletableFuture<String> future = promise.toCompletableFuture();
      var failing = new Promise<String>();
      CompletableFuture<String> failed = failing.toCompletableFuture();

      promise.complete("done");
      failing.fail(new IOException("disk"));

      assertEquals("done", future.get());
      assertEquals("done", promise.toCompletableFuture().get());
      assertThrows(ExecutionException.class, failed::get);
    }

    @Test
    void cancellingTheFutureCancelsThePromise() {
      promise.toCompletableFuture().cancel(true);

      assertEquals(Promise.Status.CANCELLED, promise.status());
    }

    @Test
    void cancellingThePromiseCancelsItsFuture() {
      CompletableFuture<String> future = promise.toCompletableFuture();

      promise.cancel("enough");

      assertTrue(future.isCancelled());
    }

    @Test
    void aPromiseEndsAsItsFutureDoes() {
      var source = new CompletableFuture<Integer>();
      Promise<Integer> doubled = Promise.from(source.thenApply(value -> value * 2));
      var failure = new IOException("disk");
      Promise<Integer> failed =
          Promise.from(CompletableFuture.<Integer>failedFuture(failure).thenApply(v -> v));

      source.complete(21);

      assertEquals(42, doubled.await());
      assertEquals(Optional.of(failure), failed.failure());
    }

    @Test
    void cancellationGoesBothWaysBetweenAPromiseAndItsSource() {
      var first = new CompletableFuture<Integer>();
      var second = new CompletableFuture<Integer>();
      Promise<Integer> follower = Promise.from(first);

      first.cancel(true);
      Promise.from(second).cancel("enough");

      assertEquals(Promise.Status.CANCELLED, follower.status());
      assertTrue(second.isCancelled());
    }
  }
}
