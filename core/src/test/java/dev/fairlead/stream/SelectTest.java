package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class SelectTest {

  private static final int RACES = 1500;

  private final MemoryObjectStreams.Pair<Integer> one = MemoryObjectStreams.create(1);
  private final MemoryObjectStreams.Pair<Integer> other = MemoryObjectStreams.create(1);
  private final MemoryObjectStreams.Pair<Integer> direct = MemoryObjectStreams.create(0);
  private final Event event = new Event();

  @AfterEach
  void close() {
    one.close();
    other.close();
    direct.close();
  }

  private String receiveFromEither() throws Exception {
    return Select.first(
        Select.receive(one.receive()).call(item -> "one " + item),
        Select.receive(other.receive()).call(item -> "other " + item));
  }

  @Test
  void receivesWhatIsThere() throws Exception {
    other.send().send(2);

    assertEquals("other 2", receiveFromEither());
    assertEquals(Optional.empty(), other.receive().tryReceive());
  }

  @Test
  void takesNothingFromTheLosers() throws Exception {
    one.send().send(1);
    other.send().send(2);

    String first = receiveFromEither();

    assertEquals(first.equals("one 1") ? 1 : 0, other.receive().statistics().currentBufferUsed());
    assertEquals(first.equals("one 1") ? 0 : 1, one.receive().statistics().currentBufferUsed());
  }

  @Test
  void waitsForTheFirst() {
    TaskGroup.run(group -> {
      var selecting = group.startSoon(this::receiveFromEither);
      Fairlead.awaitAllTasksBlocked();
      assertFalse(selecting.status().isEnd());

      one.send().send(1);

      assertEquals("one 1", selecting.await());
    });
    assertNobodyWaits();
  }

  private void assertNobodyWaits() {
    assertEquals(0, one.receive().statistics().tasksWaitingReceive());
    assertEquals(0, other.receive().statistics().tasksWaitingReceive());
    assertEquals(0, one.receive().statistics().tasksWaitingSend());
    assertEquals(0, direct.receive().statistics().tasksWaitingReceive());
    assertEquals(0, direct.receive().statistics().tasksWaitingSend());
    assertEquals(0, event.statistics().tasksWaiting());
  }

  @Test
  void sendsWhereThereIsRoom() throws Exception {
    one.send().send(0);

    String did =
        Select.first(
            Select.send(one.send(), 1).call(() -> "one"),
            Select.send(other.send(), 2).call(() -> "other"));

    assertEquals("other", did);
    assertEquals(Optional.of(2), other.receive().tryReceive());
    assertEquals(List.of(0), one.receive().receiveMany(5));
  }

  @Test
  void aWaitingSendIsDoneWhenSomebodyReceives() {
    TaskGroup.run(group -> {
      var selecting =
          group.startSoon(() ->
              Select.first(
                  Select.send(direct.send(), 7).call(() -> "sent"),
                  Select.receive(one.receive()).call(item -> "received " + item)));
      Fairlead.awaitAllTasksBlocked();

      assertEquals(7, direct.receive().receive());

      assertEquals("sent", selecting.await());
    });
    assertNobodyWaits();
  }

  @Test
  void twoSelectionsCanServeEachOther() {
    TaskGroup.run(group -> {
      var sending =
          group.startSoon(() ->
              Select.first(
                  Select.send(direct.send(), 7).call(() -> "sent"),
                  Select.receive(one.receive()).call(item -> "received")));
      Fairlead.awaitAllTasksBlocked();
      String receiving =
          Select.first(
              Select.receive(direct.receive()).call(item -> "got " + item),
              Select.event(event).call(() -> "event"));

      assertEquals("got 7", receiving);
      assertEquals("sent", sending.await());
    });
    assertNobodyWaits();
  }

  @Test
  void anEventEndsTheWait() {
    TaskGroup.run(group -> {
      var selecting =
          group.startSoon(() ->
              Select.first(
                  Select.receive(one.receive()).call(item -> "received"),
                  Select.event(event).call(() -> "event")));
      Fairlead.awaitAllTasksBlocked();

      event.set();

      assertEquals("event", selecting.await());
    });
    assertNobodyWaits();
  }

  @Test
  void theShortestTimeEndsTheWait() throws Exception {
    String did =
        Select.first(
            Select.receive(one.receive()).call(item -> "received"),
            Select.after(Duration.ofDays(1)).call(() -> "long"),
            Select.after(Duration.ofMillis(5)).call(() -> "short"));

    assertEquals("short", did);
    assertNobodyWaits();
  }

  @Test
  void otherwiseIsDoneWhenNothingIsPossibleAtOnce() throws Exception {
    assertEquals("nothing", receiveOr());

    one.send().send(1);
    assertEquals("received 1", receiveOr());
  }

  private String receiveOr() throws Exception {
    return Select.first(
        Select.receive(one.receive()).call(item -> "received " + item),
        Select.otherwise().call(() -> "nothing"));
  }

  @Test
  void theEndOfAStreamIsThrownUnlessTheCaseSaysWhatToDo() throws Exception {
    one.send().close();

    assertThrows(EndOfStreamException.class, this::receiveFromEither);
    String did =
        Select.first(
            Select.receive(one.receive()).call(item -> "received").orAtEnd(() -> "ended"),
            Select.receive(other.receive()).call(item -> "other"));

    assertEquals("ended", did);
  }

  @Test
  void aBrokenSendIsThrownUnlessTheCaseSaysWhatToDo() throws Exception {
    one.receive().close();
    var send = Select.send(one.send(), 1).call(() -> "sent");

    assertThrows(BrokenResourceException.class, () -> Select.first(send));

    assertEquals("broken", Select.first(send.orAtEnd(() -> "broken")));
  }

  @Test
  void anEndThatComesWhileWaitingIsSeen() {
    TaskGroup.run(group -> {
      var selecting =
          group.startSoon(() -> assertThrows(EndOfStreamException.class, this::receiveFromEither));
      Fairlead.awaitAllTasksBlocked();
      one.send().close();
      selecting.await();
    });
    assertNobodyWaits();
  }

  @Test
  void closingAHandleEndsASelectionThatWaitsOnIt() {
    TaskGroup.run(group -> {
      var selecting =
          group.startSoon(
              () -> assertThrows(ClosedResourceException.class, this::receiveFromEither));
      Fairlead.awaitAllTasksBlocked();
      one.receive().close();
      selecting.await();
    });
    assertEquals(0, other.receive().statistics().tasksWaitingReceive());
  }

  @Test
  void whatTheCaseThrowsIsThrown() throws Exception {
    one.send().send(1);

    assertThrows(
        InterruptedException.class,
        () ->
            Select.first(
                Select.receive(one.receive())
                    .run(item -> {
                      throw new InterruptedException("case " + item);
                    })));
  }

  @Test
  void aSelectionCanBeUsedOften() throws Exception {
    var sum = new AtomicInteger();
    var select =
        Select.of(
            Select.receive(one.receive()).run(sum::addAndGet),
            Select.receive(other.receive()).run(sum::addAndGet));

    for (int i = 1; i <= 10; i++) {
      (i % 2 == 0 ? one : other).send().send(i);
      select.first();
    }

    assertEquals(55, sum.get());
  }

  @Test
  void noCaseIsPreferredForLong() throws Exception {
    var unbounded = MemoryObjectStreams.<Integer>create(MemoryObjectStreams.UNBOUNDED);
    var another = MemoryObjectStreams.<Integer>create(MemoryObjectStreams.UNBOUNDED);
    int[] counts = new int[2];
    var select =
        Select.of(
            Select.receive(unbounded.receive()).run(_ -> counts[0]++),
            Select.receive(another.receive()).run(_ -> counts[1]++));
    for (int i = 0; i < 1000; i++) {
      unbounded.send().send(i);
      another.send().send(i);
    }

    for (int i = 0; i < 1000; i++) {
      select.first();
    }

    assertTrue(counts[0] > 400 && counts[1] > 400, () -> counts[0] + " and " + counts[1]);
    unbounded.close();
    another.close();
  }

  @Test
  void bothEndsOfOneStreamCanBeSelected() {
    TaskGroup.run(group -> {
      var selecting =
          group.startSoon(() ->
              Select.first(
                  Select.receive(direct.receive()).call(item -> "received " + item),
                  Select.send(direct.send(), 1).call(() -> "sent")));
      Fairlead.awaitAllTasksBlocked();
      assertFalse(selecting.status().isEnd());

      direct.send().send(5);

      assertEquals("received 5", selecting.await());
    });
    assertNobodyWaits();
  }

  @Test
  void aSelectionOfNoCaseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Select.of());
  }

  @Test
  void whatItWaitsForIsNamed() {
    TaskGroup.run(group -> {
      var selecting =
          group.startSoon(() ->
              Select.first(
                  Select.event(event).call(() -> 1),
                  Select.receive(one.receive()).call(item -> item)));
      Fairlead.awaitAllTasksBlocked();

      assertEquals(
          Optional.of("an event, or receive on memory object stream"),
          selecting.info().waitingFor());
      event.set();
    });
  }

  @Test
  void aCancelledSelectionHasDoneNothing() throws Exception {
    Waits.assertCancelledWhileWaiting(this::receiveFromEither);
    assertNobodyWaits();

    one.send().send(1);
    Waits.assertCancelledBefore(this::receiveFromEither);

    assertEquals(Optional.of(1), one.receive().tryReceive());
  }

  @Test
  void selectingNeedsATask() throws Exception {
    Waits.assertNeedsATask(this::receiveFromEither);
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
