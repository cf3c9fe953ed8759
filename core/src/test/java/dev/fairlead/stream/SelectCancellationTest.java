package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class SelectCancellationTest extends Selecting {

  private static final int RACES = 1500;

  @Test
  void aCancelledSelectionHasDoneNothing() throws Exception {
    Waits.assertCancelledWhileWaiting(this::receiveFromEither);
    assertNobodyWaits();

    one.send().send(1);
    Waits.assertCancelledBefore(this::receiveFromEither);

    assertEquals(Optional.of(1), one.receive().tryReceive());
  }

  @Test
  void nothingIsLostWhenASendAndTheCancellationMeet() throws Exception {
    var received = new AtomicInteger();
    Waits.race(
        RACES,
        () ->
            Select.first(
                Select.receive(one.receive()).run(received::set),
                Select.receive(direct.receive()).run(received::set)),
        () -> one.send().trySend(1),
        succeeded -> {
          assertEquals(succeeded ? 1 : 0, received.getAndSet(0));
          assertEquals(succeeded ? Optional.empty() : Optional.of(1), one.receive().tryReceive());
        });
    assertNobodyWaits();
  }

  @Test
  void oneOfTwoSendsThatMeetIsReceived() {
    var random = new Random(5);
    for (int i = 0; i < 500; i++) {
      int first = random.nextInt(200);
      int second = random.nextInt(200);
      var got = new ArrayList<Integer>();
      TaskGroup.run(group -> {
        group.startSoon(() -> {
          receiveInto(got);
          receiveInto(got);
        });
        Fairlead.awaitAllTasksBlocked();
        group.startSoon(() -> {
          Waits.spin(first);
          one.send().send(1);
        });
        Waits.spin(second);
        other.send().send(2);
      });
      assertEquals(List.of(1, 2), got.stream().sorted().toList());
    }
    assertNobodyWaits();
  }

  private void receiveInto(List<Integer> got) throws Exception {
    Select.first(
        Select.receive(one.receive()).run(got::add), Select.receive(other.receive()).run(got::add));
  }

  @Test
  void noItemIsLostOrRepeatedWhateverIsCancelled() {
    var sent = new ConcurrentLinkedQueue<Integer>();
    var received = new ConcurrentLinkedQueue<Integer>();
    var numbers = new AtomicInteger();
    var done = new Event();

    TaskGroup.run(group -> {
      TaskGroup.run(senders -> {
        for (int i = 0; i < 3; i++) {
          var random = new Random(i);
          group.startSoon(() -> receiveUntil(done, random, received));
          senders.startSoon(() -> sendMany(random, numbers, sent));
        }
      });
      done.set();
    });
    drainInto(received);

    assertEquals(sent.stream().sorted().toList(), received.stream().sorted().toList());
    assertEquals(new HashSet<>(sent).size(), sent.size());
    assertTrue(sent.size() > 0);
    assertNobodyWaits();
  }

  private void sendMany(Random random, AtomicInteger numbers, ConcurrentLinkedQueue<Integer> sent)
      throws Exception {
    for (int round = 0; round < 300; round++) {
      int number = numbers.incrementAndGet();
      CancelScope.moveOnAfter(Duration.ofNanos(random.nextInt(60_000)))
          .run(() ->
              Select.first(
                  Select.send(one.send(), number).run(() -> sent.add(number)),
                  Select.send(direct.send(), number).run(() -> sent.add(number))));
    }
  }

  private void receiveUntil(Event done, Random random, ConcurrentLinkedQueue<Integer> received)
      throws Exception {
    while (!done.isSet()) {
      CancelScope.moveOnAfter(Duration.ofNanos(random.nextInt(60_000)))
          .run(() ->
              Select.first(
                  Select.receive(one.receive()).run(received::add),
                  Select.receive(direct.receive()).run(received::add),
                  Select.event(done).run(() -> {})));
    }
  }

  private void drainInto(ConcurrentLinkedQueue<Integer> received) {
    for (var pair : List.of(one, direct)) {
      try {
        pair.receive().tryReceive().ifPresent(received::add);
      } catch (EndOfStreamException e) {
        throw new AssertionError("no handle was closed", e);
      }
    }
  }
}
