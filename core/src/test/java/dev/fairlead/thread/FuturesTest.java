package dev.fairlead.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class FuturesTest {

  private final CompletableFuture<String> future = new CompletableFuture<>();

  @Test
  void waitsForTheValue() {
    TaskGroup.run(group -> {
      TaskHandle<String> waiter = group.startSoon(() -> Futures.await(future));
      Fairlead.awaitAllTasksBlocked();
      future.complete("done");

      assertEquals("done", waiter.await());
    });
  }

  @Test
  void aValueThatIsThereIsReturned() throws ExecutionException {
    CompletionStage<Integer> stage = CompletableFuture.completedStage(1);

    assertEquals(1, Futures.await(stage));
    assertEquals(2, Futures.await(CompletableFuture.completedFuture(2)));
  }

  @Test
  void aFailureIsTheCause() {
    var failure = new IOException("far away");
    future.completeExceptionally(failure);
    var dependent = future.thenApply(String::length);

    assertSame(failure, assertThrows(ExecutionException.class, this::awaitIt).getCause());
    assertSame(
        failure, assertThrows(ExecutionException.class, () -> Futures.await(dependent)).getCause());
  }

  private String awaitIt() throws ExecutionException {
    return Futures.await(future);
  }

  @Test
  void aCancelledFutureIsAnException() {
    future.cancel(true);

    assertThrows(CancellationException.class, this::awaitIt);
  }

  @Test
  void aCancelledTaskLeavesTheFutureAlone() {
    TaskGroup.run(group -> {
      TaskHandle<?> waiter = group.startSoon(this::awaitIt);
      Fairlead.awaitAllTasksBlocked();
      waiter.cancelAndJoin();
    });

    assertFalse(future.isDone());
    assertTrue(future.complete("later"));
  }

  @Test
  void aFutureForgetsWhoHasGivenUp() throws Exception {
    for (int i = 0; i < 10; i++) {
      Waits.assertCancelledWhileWaiting(() -> Futures.await(future));
    }

    assertEquals(0, future.getNumberOfDependents());
  }

  @Test
  void aCancelledTaskCancelsAFutureOfItsOwn() {
    TaskGroup.run(group -> {
      TaskHandle<?> waiter = group.startSoon(() -> Futures.awaitOrCancel(future));
      Fairlead.awaitAllTasksBlocked();
      waiter.cancelAndJoin();
    });

    assertTrue(future.isCancelled());
  }

  @Test
  void inACancelledScopeAValueThatIsThereIsNotReturned() throws ExecutionException {
    future.complete("there");
    CancelScope scope = CancelScope.create();

    scope.run(() -> {
      scope.cancel();
      awaitIt();
    });

    assertTrue(scope.cancelledCaught());
  }

  @Test
  void severalTasksCanWaitForOneFuture() {
    TaskGroup.run(group -> {
      TaskHandle<String> one = group.startSoon(this::awaitIt);
      TaskHandle<String> two = group.startSoon(this::awaitIt);
      Fairlead.awaitAllTasksBlocked();
      future.complete("both");

      assertEquals("bothboth", one.await() + two.await());
    });
  }

  @Test
  void futuresThatAreNoStagesWorkToo() throws ExecutionException {
    var task = new FutureTask<>(() -> 9);
    Thread.ofPlatform().start(task);

    assertEquals(9, Futures.await(task));
  }
}
