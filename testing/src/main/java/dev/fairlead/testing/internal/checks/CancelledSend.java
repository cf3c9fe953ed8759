package dev.fairlead.testing.internal.checks;

import dev.fairlead.Action;
import dev.fairlead.CancelScope;
import java.util.Objects;

/** A send that may be cancelled, and another one after it: the first one comes whole or not. */
final class CancelledSend<T> {

  private final Items<T> items;
  private final int number;

  CancelledSend(Items<T> items, int round) {
    this.items = items;
    this.number = 2 * round;
  }

  /**
   * Sends two objects, the first in a scope, and receives them.
   *
   * @param beside runs in a task beside the send
   * @return whether the first one was not cancelled
   */
  boolean run(CancelScope scope, Action<Exception> beside) throws Exception {
    var sent = new boolean[1];
    Way.together(group -> {
      group.startSoon(beside);
      var sending =
          group.startSoon(() -> {
            scope.run(() -> items.sender.send(items.item(number)));
            boolean through = !scope.cancelledCaught();
            items.sender.send(items.item(number + 1));
            return through;
          });
      T first = items.receiver.receive();
      boolean came = Objects.deepEquals(items.item(number), first);
      T last = came ? items.receiver.receive() : first;
      items.expectNumber(number + 1, last);
      sent[0] = sending.await();
      if (sent[0] && !came) {
        throw new AssertionError("object " + number + " was sent and did not come");
      }
    });
    return sent[0];
  }
}
