package dev.fairlead.testing.internal.checks;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import java.util.List;

/** What holds for objects of all kinds of streams, also those that may get lost. */
final class ObjectEndChecks {

  private ObjectEndChecks() {}

  static <T> List<Check<Items<T>>> all() {
    return List.of(
        Check.of("a receive waits for an object", ObjectEndChecks::waits),
        Check.of("nothing can be sent after a close", ObjectEndChecks::sendAfterClose),
        Check.of("nothing can be received after a close", ObjectEndChecks::receiveAfterClose),
        Check.of("closing twice does nothing", ObjectEndChecks::closeTwice),
        Check.of("a close wakes the task that receives", ObjectEndChecks::closeWakesReceiver),
        Check.of("a close in a cancelled scope still closes", ObjectEndChecks::cancelledClose),
        Check.of("a second receiver is served or refused", ObjectEndChecks::secondReceiver));
  }

  private static <T> void waits(Items<T> items) throws Exception {
    Way.together(group -> {
      var receiving = group.startSoon(() -> items.receiver.receive());
      Fairlead.awaitAllTasksBlocked();
      assertFalse(receiving.status().isEnd(), "received although nothing was sent");
      group.startSoon(() -> items.sendNext());
      items.expect(receiving.await());
    });
  }

  private static <T> void sendAfterClose(Items<T> items) throws Exception {
    items.sender.close();
    assertThrows(ClosedResourceException.class, () -> items.sender.send(items.item(0)));
  }

  private static <T> void receiveAfterClose(Items<T> items) throws Exception {
    items.receiver.close();
    assertThrows(ClosedResourceException.class, items.receiver::receive);
  }

  private static <T> void closeTwice(Items<T> items) throws Exception {
    items.sender.close();
    items.receiver.close();
    items.sender.close();
    items.receiver.close();
    items.sender.closeForcefully();
    items.receiver.closeForcefully();
  }

  private static <T> void closeWakesReceiver(Items<T> items) throws Exception {
    Way.together(group -> {
      var receiving =
          group.startSoon(
              () -> assertThrows(ClosedResourceException.class, items.receiver::receive));
      Fairlead.awaitAllTasksBlocked();
      assertFalse(receiving.status().isEnd(), "ended before the close");
      items.receiver.closeForcefully();
      receiving.await();
    });
  }

  private static <T> void cancelledClose(Items<T> items) throws Exception {
    CancelScope scope = CancelScope.create();
    scope.cancel("before closing");
    scope.run(() -> items.sender.close());
    CancelScope again = CancelScope.create();
    again.cancel("before closing");
    again.run(() -> items.receiver.close());

    assertThrows(ClosedResourceException.class, () -> items.sender.send(items.item(0)));
    assertThrows(ClosedResourceException.class, items.receiver::receive);
  }

  private static <T> void secondReceiver(Items<T> items) throws Exception {
    Way.together(group -> {
      var first = group.startSoon(() -> items.receiver.receive());
      Fairlead.awaitAllTasksBlocked();
      assertTrue(!first.status().isEnd(), "received although nothing was sent");
      if (items.isShared()) {
        var second = group.startSoon(() -> items.receiver.receive());
        group.startSoon(() -> items.sendNext(2));
        var tally = new Tally<>(items);
        tally.add(first.await());
        tally.add(second.await());
        tally.expectFirst(2);
      } else {
        assertThrows(BusyResourceException.class, items.receiver::receive);
        group.startSoon(() -> items.sendNext());
        items.expect(first.await());
      }
    });
  }
}
