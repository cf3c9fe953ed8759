package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.DeadlineExceededException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is lost, nothing comes twice, whatever is cancelled and whenever. */
@ForEveryBackend
class MemoryObjectStreamRacesTest {

  private static final int RACES = 1500;

  @Test
  void aCancelledReceiveHasTakenNothing() throws Exception {
    try (var pair = MemoryObjectStreams.<Integer>create(1)) {
      Waits.assertCancelledWhileWaiting(pair.receive()::receive);
      assertEquals(0, pair.receive().statistics().tasksWaitingReceive());

      pair.send().send(1);
      Waits.assertCancelledBefore(pair.receive()::receive);
      Waits.assertCancelledBefore(() -> pair.receive().receiveMany(3));
      Waits.assertCancelledBefore(() -> pair.receive().tryReceive(Duration.ZERO));

      assertEquals(Optional.of(1), pair.receive().tryReceive());
    }
  }

  @Test
  void aCancelledSendHasSentNothing() throws Exception {
    try (var pair = MemoryObjectStreams.<Integer>create(1)) {
      Waits.assertCancelledBefore(() -> pair.send().send(0));
      Waits.assertCancelledBefore(() -> pair.send().trySend(0, Duration.ZERO));

      pair.send().send(1);
      Waits.assertCancelledWhileWaiting(() -> pair.send().send(2));

      assertEquals(0, pair.send().statistics().tasksWaitingSend());
      assertEquals(List.of(1), pair.receive().receiveMany(5));
    }
  }

  @Test
  void waitingNeedsATask() throws Exception {
    try (var pair = MemoryObjectStreams.<Integer>create(1)) {
      Waits.assertNeedsATask(() -> pair.send().send(1));
      Waits.assertNeedsATask(() -> pair.receive().receive());
    }
  }

  @Test
  void plainThreadsMayTry() throws Exception {
    try (var pair = MemoryObjectStreams.<Integer>create(1)) {
      Thread plain =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  pair.send().trySend(1);
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              });
      plain.join();

      assertEquals(Optional.of(1), pair.receive().tryReceive());
    }
  }

  @Test
  void aReceiveThatWasGivenAnItemReturnsItThoughItIsCancelledAfterwards() {
    try (var pair = MemoryObjectStreams.<Integer>create(0)) {
      CancelScope scope = CancelScope.create();
      var received = new ArrayList<Integer>();
      TaskGroup.run(group -> {
        group.startSoon(() ->
            scope.run(() -> {
              received.add(pair.receive().receive());
              Fairlead.sleepForever();
            }));
        Fairlead.awaitAllTasksBlocked();
        pair.send().send(1);
        scope.cancel();
      });

      assertEquals(List.of(1), received);
    }
  }

  @Test
  void aCancelledReceiverIsPassedOver() {
    try (var pair = MemoryObjectStreams.<Integer>create(0)) {
      CancelScope scope = CancelScope.create();
      TaskGroup.run(group -> {
        group.startSoon(() -> scope.run(() -> pair.receive().receive()));
        Fairlead.awaitAllTasksBlocked();
        var second = group.startSoon(() -> pair.receive().receive());
        Fairlead.awaitAllTasksBlocked();

        scope.cancel();
        assertTrue(pair.send().trySend(1));

        assertEquals(1, second.await());
      });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void nothingIsLostWhenASendAndTheCancellationOfAReceiveMeet(int capacity) throws Exception {
    try (var pair = MemoryObjectStreams.<Integer>create(capacity)) {
      var received = new AtomicInteger();
      var sent = new boolean[1];
      Waits.race(
          RACES,
          () -> received.set(pair.receive().receive()),
          () -> sent[0] = pair.send().trySend(1),
          succeeded -> {
            int got = received.getAndSet(0);
            int left = pair.receive().tryReceive().orElse(0);
            assertEquals(sent[0] ? 1 : 0, got + left);
            assertEquals(succeeded ? 1 : 0, got);
          });
    }
  }

  @Test
  void nothingIsLostWhenAReceiveAndTheCancellationOfASendMeet() throws Exception {
    try (var pair = MemoryObjectStreams.<Integer>create(0)) {
      var received = new ArrayList<Integer>();
      Waits.race(
          RACES,
          () -> pair.send().send(1),
          () -> pair.receive().tryReceive().ifPresent(received::add),
          succeeded -> {
            assertEquals(succeeded ? List.of(1) : List.of(), received);
            received.clear();
          });
      assertEquals(0, pair.send().statistics().tasksWaitingSend());
    }
  }

  @Test
  void sendAllLeavesExactlyWhatWasNotSent() throws Exception {
    try (var pair = MemoryObjectStreams.<Integer>create(2)) {
      Queue<Integer> items = new ArrayDeque<>();
      var received = new ArrayList<Integer>();
      items.addAll(List.of(1, 2, 3));
      Waits.race(
          RACES,
          () -> pair.send().sendAll(items),
          () -> pair.receive().tryReceive().ifPresent(received::add),
          succeeded -> {
            received.addAll(drain(pair.receive()));
            received.addAll(items);
            assertEquals(List.of(1, 2, 3), received);
            received.clear();
            items.clear();
            items.addAll(List.of(1, 2, 3));
          });
    }
  }

  private static List<Integer> drain(MemoryObjectReceiveStream<Integer> stream) throws Exception {
    var all = new ArrayList<Integer>();
    for (var item = stream.tryReceive(); item.isPresent(); item = stream.tryReceive()) {
      all.add(item.get());
    }
    return all;
  }

  @Test
  void closingAndSendingAtTheSameTimeLosesNothing() throws Exception {
    for (int i = 0; i < 500; i++) {
      var pair = MemoryObjectStreams.<Integer>create(1);
      var left = new ArrayList<Integer>();
      var sent = new AtomicInteger();
      TaskGroup.run(group -> {
        group.startSoon(() -> {
          try (var send = pair.send()) {
            while (sent.get() < 50) {
              send.send(sent.get());
              sent.incrementAndGet();
            }
          } catch (dev.fairlead.BrokenResourceException e) {
            assertTrue(e.getMessage().contains("nobody will receive"), e::getMessage);
          }
        });
        left.add(pair.receive().receive());
        left.addAll(pair.receive().closeAndDrain());
      });
      assertEquals(sent.get(), left.size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5})
  void noItemIsLostOrRepeatedWhateverIsCancelled(int capacity) {
    var sent = new ConcurrentLinkedQueue<Integer>();
    var received = new ConcurrentLinkedQueue<Integer>();
    var numbers = new AtomicInteger();
    var pair = MemoryObjectStreams.<Integer>create(capacity);

    TaskGroup.run(group -> {
      for (int i = 0; i < 4; i++) {
        var random = new Random(i);
        var handle = pair.send().duplicate();
        group.startSoon(() -> {
          try (handle) {
            for (int round = 0; round < 400; round++) {
              int number = numbers.incrementAndGet();
              CancelScope.moveOnAfter(Duration.ofNanos(random.nextInt(60_000)))
                  .run(() -> {
                    handle.send(number);
                    sent.add(number);
                  });
            }
          }
        });
      }
      pair.send().close();
      for (int i = 0; i < 4; i++) {
        var random = new Random(10 + i);
        group.startSoon(() -> receiveWithInterruptions(pair.receive(), random, received));
      }
    });
    pair.receive().close();

    assertEquals(sent.stream().sorted().toList(), received.stream().sorted().toList());
    assertTrue(sent.size() > 0);
  }

  private static void receiveWithInterruptions(
      MemoryObjectReceiveStream<Integer> stream, Random random, Queue<Integer> received) {
    var ended = new boolean[1];
    while (!ended[0]) {
      CancelScope.moveOnAfter(Duration.ofNanos(random.nextInt(60_000)))
          .run(() -> {
            try {
              received.add(stream.receive());
            } catch (EndOfStreamException e) {
              ended[0] = true;
            }
          });
    }
  }

  @Test
  void aCancelledTaskSendsNothingMore() {
    try (var pair = MemoryObjectStreams.<Integer>create(5)) {
      CancelScope scope = CancelScope.create();
      scope.run(() -> {
        scope.cancel();
        assertThrows(Cancelled.class, () -> pair.send().send(1));
        throw assertThrows(
            Cancelled.class, () -> pair.send().sendAll(new ArrayDeque<>(List.of(1, 2))));
      });

      assertEquals(0, pair.send().statistics().currentBufferUsed());
    }
  }

  @Test
  void noItemIsLostToADeadlineThatPassesAsItComes() {
    int items = 100_000;
    var random = new Random(1);
    try (var pair = MemoryObjectStreams.<Integer>create(1)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> {
          for (int i = 0; i < items; i++) {
            Waits.spin(i % 50);
            pair.send().send(i);
          }
        });
        for (int next = 0; next < items; ) {
          next += receivedWithin(Duration.ofNanos(random.nextInt(2_000)), pair.receive(), next);
        }
      });
    }
  }

  /** Receives an item, if it comes in time; a deadline that is thrown means that none was taken. */
  private static int receivedWithin(
      Duration limit, MemoryObjectReceiveStream<Integer> source, int expected)
      throws EndOfStreamException {
    try {
      assertEquals(expected, CancelScope.failAfter(limit).call(source::receive));
      return 1;
    } catch (DeadlineExceededException e) {
      return 0;
    }
  }
}
