package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class SelectTest extends Selecting {

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

      assertEquals(1, direct.send().statistics().tasksWaitingSend());
      assertEquals(1, direct.send().statistics().tasksWaitingReceive());

      direct.send().send(5);

      assertEquals("received 5", selecting.await());
    });
    assertNobodyWaits();
  }

  @Test
  void whoeverComesMeetsTheFirstSelectionOfBothEndsThatCan() {
    TaskGroup.run(group -> {
      var selecting = List.of(group.startSoon(this::tradeOne), group.startSoon(this::tradeOne));
      Fairlead.awaitAllTasksBlocked();
      assertTrue(selecting.stream().allMatch(task -> task.status().isEnd())); // with each other

      var last = group.startSoon(this::tradeOne);
      Fairlead.awaitAllTasksBlocked();

      assertEquals(1, direct.receive().receive());
      assertEquals("sent", last.await());
    });
    assertEquals(2, direct.receive().statistics().received());
    assertEquals(2, direct.receive().statistics().sent());
    assertNobodyWaits();
  }

  private String tradeOne() throws Exception {
    return Select.first(
        Select.receive(direct.receive()).call(item -> "received " + item),
        Select.send(direct.send(), 1).call(() -> "sent"));
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
  void selectingNeedsATask() throws Exception {
    Waits.assertNeedsATask(this::receiveFromEither);
  }
}
