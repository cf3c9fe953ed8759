package dev.fairlead.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Body;
import dev.fairlead.Fairlead;
import dev.fairlead.RunFinishedException;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.RuntimeToken;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@NeedsRealThreads
@ForEveryBackend
class FromForeignThreadTest {

  /** Runs code on a thread that belongs to nobody, while the task waits. */
  private static void onForeignThread(Runnable code) {
    var failure = new AtomicReference<Throwable>();
    Thread thread =
        Thread.ofPlatform().uncaughtExceptionHandler((_, t) -> failure.set(t)).start(code);
    Interruptible.run(thread::join);
    if (failure.get() != null) {
      throw new AssertionError(failure.get());
    }
  }

  private final CountDownLatch inside = new CountDownLatch(1);

  @Test
  void aTaskIsCalledAfterTheClassThatAskedForIt() {
    RuntimeToken token = RuntimeToken.current();
    var names = new ConcurrentLinkedQueue<String>();
    Body<Boolean, RuntimeException> addName = () -> names.add(Fairlead.currentTask().name());

    onForeignThread(() -> {
      boolean _ = FromThread.call(token, addName);
      FromThread.run(token, () -> addName.call());
      boolean _ = FromThread.start(token, addName).join();
    });
    ToThread.run(() -> FromThread.run(() -> addName.call()));

    assertEquals(4, names.size());
    for (String name : names) {
      assertTrue(name.startsWith("FromForeignThreadTest"), names::toString);
    }
  }

  @Test
  void anyThreadCanCall() {
    RuntimeToken token = RuntimeToken.current();

    onForeignThread(() -> {
      assertEquals("called", FromThread.<String, RuntimeException>call(token, () -> "called"));
      assertThrows(
          IOException.class,
          () ->
              FromThread.run(
                  token,
                  () -> {
                    throw new IOException();
                  }));
    });
  }

  @Test
  void aTaskOfTheSameRuntimeIsToldToCallDirectly() {
    RuntimeToken token = RuntimeToken.current();

    var thrown = assertThrows(IllegalStateException.class, () -> FromThread.run(token, () -> {}));

    assertTrue(thrown.getMessage().contains("inside already"), thrown.getMessage());
  }

  @Test
  void aCallWithoutWaitingGivesAFuture() throws ExecutionException {
    RuntimeToken token = RuntimeToken.current();
    var future = new AtomicReference<CompletableFuture<Integer>>();

    onForeignThread(() -> future.set(FromThread.start(token, () -> 42)));

    assertEquals(42, Futures.await(future.get()));
  }

  @Test
  void cancellingTheFutureCancelsTheTask() {
    RuntimeToken token = RuntimeToken.current();
    var cancelled = new Event();
    CompletableFuture<?> future =
        FromThread.start(
            token,
            () -> {
              try {
                Fairlead.sleepForever();
              } finally {
                cancelled.set();
              }
              return null;
            });
    Fairlead.awaitAllTasksBlocked();

    assertTrue(future.cancel(true));

    cancelled.await();
    assertTrue(future.isCancelled());
  }

  @Test
  void anInterruptOfTheWaitingThreadCancelsTheCall() {
    RuntimeToken token = RuntimeToken.current();
    var interrupted = new AtomicBoolean();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              assertThrows(
                  CancellationException.class,
                  () ->
                      FromThread.run(
                          token,
                          () -> {
                            inside.countDown();
                            Fairlead.sleepForever();
                          }));
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    Interruptible.run(inside::await);

    caller.interrupt();
    Interruptible.run(caller::join);

    assertTrue(interrupted.get());
  }

  @Test
  void theEndOfTheRunCancelsWhatIsLeft(Backend backend) {
    var done = new CompletableFuture<Throwable>();
    onForeignThread(() -> {
      var token = new AtomicReference<RuntimeToken>();
      Fairlead.run(
          o -> o.withBackend(backend),
          () -> {
            token.set(RuntimeToken.current());
            Thread.ofPlatform().start(() -> done.complete(callForEver(token.get())));
            Interruptible.run(inside::await);
          });
      assertThrows(RunFinishedException.class, () -> FromThread.run(token.get(), () -> {}));
      assertThrows(RunFinishedException.class, () -> FromThread.start(token.get(), () -> 1));
      assertTrue(token.get().hasEnded());
    });

    assertInstanceOf(CancellationException.class, done.join());
  }

  private Throwable callForEver(RuntimeToken token) {
    return assertThrows(
        CancellationException.class,
        () ->
            FromThread.run(
                token,
                () -> {
                  inside.countDown();
                  Fairlead.sleepForever();
                }));
  }

  @Test
  void aTaskOfAnotherRuntimeCanCallAndBeCancelled(Backend backend) {
    RuntimeToken outer = RuntimeToken.current();
    onForeignThread(() ->
        Fairlead.run(
            o -> o.withBackend(backend),
            () -> {
              RuntimeToken inner = RuntimeToken.current();
              assertNotEquals(outer, inner);
              assertEquals(
                  outer,
                  FromThread.<RuntimeToken, RuntimeException>call(outer, RuntimeToken::current));
              TaskGroup.run(group -> {
                group.startSoon(() ->
                    FromThread.run(
                        outer,
                        () -> {
                          inside.countDown();
                          Fairlead.sleepForever();
                        }));
                Interruptible.run(inside::await);
                group.cancel();
              });
            }));
  }

  @Test
  void tokensOfOneRuntimeAreEqual() {
    assertEquals(RuntimeToken.current(), RuntimeToken.current());
    assertEquals(RuntimeToken.current().hashCode(), RuntimeToken.current().hashCode());
    assertFalse(RuntimeToken.current().hasEnded());
    assertTrue(RuntimeToken.current().name().startsWith("tokensOfOneRuntime"));
  }
}
