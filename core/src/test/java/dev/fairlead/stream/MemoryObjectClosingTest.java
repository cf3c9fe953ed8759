package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a close does to those who wait, to the other handles, and to what is in the buffer. */
@ForEveryBackend
class MemoryObjectClosingTest {

  private static List<Integer> receiveAll(MemoryObjectReceiveStream<Integer> stream) {
    var all = new ArrayList<Integer>();
    for (int item : stream) {
      all.add(item);
    }
    return all;
  }

  private final MemoryObjectStreams.Pair<Integer> pair = MemoryObjectStreams.create(1);

  @Test
  void closingOneHandleLeavesTheOthersOpen() throws Exception {
    var otherSend = pair.send().duplicate();
    var otherReceive = pair.receive().duplicate();

    pair.send().close();
    pair.receive().close();

    otherSend.send(1);
    assertEquals(1, otherReceive.receive());
    assertThrows(ClosedResourceException.class, () -> pair.send().send(2));
    assertThrows(ClosedResourceException.class, () -> pair.receive().receive());
    otherSend.close();
    assertThrows(EndOfStreamException.class, otherReceive::receive);
    otherReceive.close();
  }

  @Test
  void whatIsInTheBufferIsReceivedBeforeTheEnd() throws Exception {
    pair.send().send(1);
    pair.send().close();

    assertEquals(1, pair.receive().receive());
    assertThrows(EndOfStreamException.class, () -> pair.receive().receive());
    pair.receive().close();
  }

  @Test
  void withoutReceiversASendIsBroken() {
    pair.receive().close();

    assertThrows(BrokenResourceException.class, () -> pair.send().send(1));
    assertThrows(BrokenResourceException.class, () -> pair.send().trySend(1));
    pair.send().close();
  }

  @Test
  void closingTheLastSenderEndsWaitingReceives() {
    TaskGroup.run(group -> {
      var receiving =
          group.startSoon(
              () -> assertThrows(EndOfStreamException.class, () -> pair.receive().receive()));
      Fairlead.awaitAllTasksBlocked();
      pair.send().close();
      receiving.await();
    });
    pair.receive().close();
  }

  @Test
  void closingTheLastReceiverBreaksWaitingSends() {
    TaskGroup.run(group -> {
      pair.send().send(1);
      var sending =
          group.startSoon(
              () -> assertThrows(BrokenResourceException.class, () -> pair.send().send(2)));
      Fairlead.awaitAllTasksBlocked();
      pair.receive().close();
      sending.await();
    });
    pair.send().close();
  }

  @Test
  void closingAHandleEndsWhatWaitsOnItAndNothingElse() {
    var other = pair.receive().duplicate();
    TaskGroup.run(group -> {
      var mine =
          group.startSoon(
              () -> assertThrows(ClosedResourceException.class, () -> pair.receive().receive()));
      var others = group.startSoon(other::receive);
      Fairlead.awaitAllTasksBlocked();

      pair.receive().close();
      mine.await();
      pair.send().send(7);

      assertEquals(7, others.await());
    });
    other.close();
    pair.send().close();
  }

  @Test
  void aSendThatWaitsOnAClosedHandleHasSentNothing() throws Exception {
    var other = pair.send().duplicate();
    TaskGroup.run(group -> {
      other.send(1);
      var mine =
          group.startSoon(
              () -> assertThrows(ClosedResourceException.class, () -> pair.send().send(2)));
      Fairlead.awaitAllTasksBlocked();
      pair.send().close();
      mine.await();
    });
    other.close();

    assertEquals(List.of(1), receiveAll(pair.receive()));
    pair.receive().close();
  }

  @Test
  void closingTwiceDoesNothing() throws Exception {
    var other = pair.send().duplicate();

    pair.send().close();
    pair.send().close();

    assertTrue(other.trySend(1));
    assertEquals(1, other.statistics().openSendStreams());
    other.close();
    pair.receive().close();
    pair.receive().close();
  }

  @Test
  void aClosedHandleCannotBeDuplicated() {
    pair.close();

    assertThrows(ClosedResourceException.class, () -> pair.send().duplicate());
    assertThrows(ClosedResourceException.class, () -> pair.receive().duplicate());
    assertFalse(pair.send().isOpen());
    assertFalse(pair.receive().isOpen());
  }

  @Test
  void undeliveredItemsCanBeHadBack() throws Exception {
    pair.send().send(1);
    var other = pair.receive().duplicate();

    assertEquals(List.of(), other.closeAndDrain());
    assertEquals(List.of(1), pair.receive().closeAndDrain());
    assertEquals(List.of(), pair.receive().closeAndDrain());

    assertEquals(1, pair.send().statistics().undelivered());
    assertEquals(0, pair.send().statistics().currentBufferUsed());
    pair.send().close();
  }

  @Test
  @NeedsRealThreads
  void anyThreadMayClose() {
    TaskGroup.run(group -> {
      group.startSoon(
          () -> assertThrows(EndOfStreamException.class, () -> pair.receive().receive()));
      Fairlead.awaitAllTasksBlocked();
      Thread.ofPlatform().start(pair.send()::close);
    });
    pair.receive().close();
  }

  @Test
  void aHandOverBeforeTheReceiverClosesIsASend() {
    var rendezvous = MemoryObjectStreams.<Integer>create(0);
    TaskGroup.run(group -> {
      var receiving = group.startSoon(() -> rendezvous.receive().receive());
      Fairlead.awaitAllTasksBlocked();

      rendezvous.send().send(1);
      rendezvous.receive().close();

      assertEquals(1, receiving.await());
    });
    rendezvous.send().close();
  }
}
