package dev.fairlead.stream;

import static java.time.Duration.ofDays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A cancellation of a stream that is made of another one loses nothing. */
@ForEveryBackend
class CancelledOperatorsTest {

  private static ObjectReceiveStream<Integer> upTo(int last) {
    return ObjectStreams.from(IntStream.rangeClosed(1, last).boxed());
  }

  @Test
  void anObjectWhoseCodeWasCancelledComesAgain() throws Exception {
    var gate = new Event();
    var stream =
        upTo(2)
            .map(n -> {
              gate.await();
              return n;
            });

    Waits.assertCancelledBefore(stream::receive);
    Waits.assertCancelledWhileWaiting(stream::receive);
    gate.set();

    assertEquals(List.of(1, 2), stream.toList());
  }

  @Test
  void aBatchThatWasCancelledGoesOn() throws Exception {
    try (var pair = MemoryObjectStreams.<Integer>create(10)) {
      var batches = pair.receive().batched(3);
      pair.send().send(1);
      pair.send().send(2);
      Waits.assertCancelledWhileWaiting(batches::receive);
      pair.send().send(3);

      assertEquals(List.of(1, 2, 3), batches.receive());
    }
  }

  @Test
  void aZipThatWasCancelledGoesOn() throws Exception {
    try (var left = MemoryObjectStreams.<Integer>create(10);
        var right = MemoryObjectStreams.<Integer>create(10)) {
      var sums = left.receive().zip(right.receive(), Integer::sum);
      left.send().send(1);
      Waits.assertCancelledWhileWaiting(sums::receive);
      right.send().send(2);

      assertEquals(3, sums.receive());
    }
  }

  @Test
  void aDebounceThatWasCancelledGoesOn() throws Exception {
    try (var pair = MemoryObjectStreams.<Integer>create(10)) {
      var quiet = pair.receive().debounced(ofDays(1));
      pair.send().send(1);
      Waits.assertCancelledWhileWaiting(quiet::receive);
      pair.send().close();

      assertEquals(1, quiet.receive());
    }
  }

  @Test
  void nothingIsLostWhenItemsAndCancellationsMeet() throws Exception {
    var received = new ArrayList<Integer>();
    try (var pair = MemoryObjectStreams.<Integer>create(0)) {
      var stream = pair.receive().map(n -> n).filter(_ -> true).batched(1).map(b -> b.get(0));
      for (int i = 0; i < 200; i++) {
        int item = i;
        CancelScope scope = CancelScope.create();
        TaskGroup.run(group -> {
          group.startSoon(() -> scope.run(() -> received.add(stream.receive())));
          Fairlead.awaitAllTasksBlocked();
          group.startSoon(() -> scope.cancel());
          CancelScope sending = CancelScope.create();
          group.startSoon(() -> sending.run(() -> pair.send().send(item)));
          Fairlead.awaitAllTasksBlocked();
          sending.cancel();
        });
      }
      pair.send().close();
      received.addAll(stream.toList());
      long sent = pair.receive().statistics().sent();
      assertEquals(sent, received.size());
    }
  }

  @Test
  void needsATask() throws Exception {
    var stream = upTo(1).map(n -> n);
    Waits.assertNeedsATask(stream::receive);
  }

  @Test
  void aSecondReceiverIsRefused() throws IOException {
    try (var pair = MemoryObjectStreams.<Integer>create(0)) {
      var stream = pair.receive().map(n -> n);
      TaskGroup.run(group -> {
        var waiting = group.startSoon(() -> stream.receive());
        Fairlead.awaitAllTasksBlocked();
        assertThrows(BusyResourceException.class, stream::receive);
        waiting.cancel();
      });
    }
  }
}
