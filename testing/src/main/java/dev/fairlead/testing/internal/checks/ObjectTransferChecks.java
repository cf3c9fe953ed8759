package dev.fairlead.testing.internal.checks;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.BusyResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import java.util.List;

/** That objects come through in order, and that their streams end well in every state. */
final class ObjectTransferChecks {

  private static final int MANY = 1_000;

  private ObjectTransferChecks() {}

  static <T> List<Check<Items<T>>> all() {
    return List.of(
        Check.of("objects arrive complete and in order", ObjectTransferChecks::inOrder),
        Check.of("a sender nobody receives from waits", ObjectTransferChecks::backpressure),
        Check.of("after a close comes what was sent, and the end", ObjectTransferChecks::theEnd),
        Check.of("iterating ends at the end", ObjectTransferChecks::iterating),
        Check.of("a close wakes the task that sends", ObjectTransferChecks::closeWakesSender),
        Check.of("sending to a closed receiver breaks", ObjectTransferChecks::sendToClosed),
        Check.of("a send that waits breaks with its receiver", ObjectTransferChecks::sendBreaks),
        Check.of("a second sender is served or refused", ObjectTransferChecks::secondSender));
  }

  private static <T> void inOrder(Items<T> items) throws Exception {
    Way.together(group -> {
      group.startSoon(() -> items.sendNext(MANY));
      items.receiveNext(MANY);
    });
  }

  private static <T> void backpressure(Items<T> items) throws Exception {
    if (items.isLimited()) {
      Way.together(group -> {
        var sending = group.startSoon(() -> items.sendNext(items.tooMany()));
        Fairlead.awaitAllTasksBlocked();
        assertFalse(
            sending.status().isEnd(), () -> items.tooMany() + " were taken, nobody received");
        items.receiveNext(items.tooMany());
      });
    }
  }

  private static <T> void theEnd(Items<T> items) throws Exception {
    Way.together(group -> {
      group.startSoon(() -> {
        items.sendNext(100);
        items.sender.close();
      });
      items.receiveNext(100);
      items.expectEnd();
      items.receiver.close();
    });
  }

  private static <T> void iterating(Items<T> items) throws Exception {
    Way.together(group -> {
      group.startSoon(() -> {
        items.sendNext(100);
        items.sender.close();
      });
      items.receiver.forEach(items::expect);
      items.receiver.close();
    });
    items.expectAllReceived();
  }

  private static <T> void closeWakesSender(Items<T> items) throws Exception {
    if (items.isLimited()) {
      Way.together(group -> {
        var sending =
            group.startSoon(() ->
                assertThrows(ClosedResourceException.class, () -> items.sendNext(items.tooMany())));
        Fairlead.awaitAllTasksBlocked();
        assertFalse(sending.status().isEnd(), "ended before the close");
        items.sender.closeForcefully();
        sending.await();
      });
    }
  }

  private static <T> void sendToClosed(Items<T> items) throws Exception {
    items.receiver.closeForcefully();
    assertThrows(BrokenResourceException.class, () -> items.sendNext(MANY * 10));
  }

  private static <T> void sendBreaks(Items<T> items) throws Exception {
    if (items.isLimited()) {
      Way.together(group -> {
        var sending =
            group.startSoon(() ->
                assertThrows(BrokenResourceException.class, () -> items.sendNext(items.tooMany())));
        Fairlead.awaitAllTasksBlocked();
        assertFalse(sending.status().isEnd(), "ended before the receiver was closed");
        items.receiver.closeForcefully();
        sending.await();
      });
    }
  }

  private static <T> void secondSender(Items<T> items) throws Exception {
    if (items.isLimited()) {
      Way.together(group -> {
        int many = items.tooMany();
        var first = group.startSoon(() -> items.sendNext(many));
        Fairlead.awaitAllTasksBlocked();
        assertFalse(first.status().isEnd(), "ended although nobody received");
        if (items.isShared()) {
          group.startSoon(() -> items.sendNext());
          new Tally<>(items).receive(many + 1);
        } else {
          assertThrows(BusyResourceException.class, () -> items.sender.send(items.item(0)));
          items.receiveNext(many);
        }
      });
    }
  }
}
