package dev.fairlead.testing.internal.checks;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** That streams end well in every state, and that two tasks do not spoil each other's bytes. */
final class EndingChecks {

  // Enough for the news that nobody receives to come back.
  private static final int MOST_SENDS = 10_000;
  private static final int CHUNK = 16_384;

  private EndingChecks() {}

  static List<Check<Way>> all() {
    return List.of(
        Check.of("after a close comes what was sent, and then the end", EndingChecks::restAndEnd),
        Check.of("iterating ends at the end", EndingChecks::iterating),
        Check.of("nothing can be sent after a close", EndingChecks::sendAfterClose),
        Check.of("nothing can be received after a close", EndingChecks::receiveAfterClose),
        Check.of("closing twice does nothing", EndingChecks::closeTwice),
        Check.of("a close wakes the task that receives", EndingChecks::closeWakesReceiver),
        Check.of("a close wakes the task that sends", EndingChecks::closeWakesSender),
        Check.of("sending to a closed receiver breaks", EndingChecks::sendToClosed),
        Check.of("a send that waits breaks with its receiver", EndingChecks::sendBreaks),
        Check.of("a second receiver is refused", EndingChecks::secondReceiver),
        Check.of("a second sender is refused", EndingChecks::secondSender),
        Check.of("a close in a cancelled scope still closes", EndingChecks::cancelledClose));
  }

  private static void restAndEnd(Way way) throws Exception {
    Way.together(group -> {
      group.startSoon(() -> {
        way.send(50_000);
        way.sender.close();
      });
      way.receive(50_000);
      way.expectEnd();
      way.receiver.close();
    });
  }

  private static void iterating(Way way) throws Exception {
    Way.together(group -> {
      group.startSoon(() -> {
        way.send(1_000);
        way.sender.close();
      });
      way.receiver.forEach(way::expect);
      way.receiver.close();
    });
    assertTrue(way.isAllReceived(), "the end came before the last byte");
  }

  private static void closeBoth(Way way) throws Exception {
    Way.together(group -> {
      group.startSoon(way.sender::close);
      way.receiver.close();
    });
  }

  private static void sendAfterClose(Way way) throws Exception {
    closeBoth(way);
    assertThrows(ClosedResourceException.class, () -> way.sender.send(new byte[1]));
    assertThrows(ClosedResourceException.class, () -> way.sender.send(ByteBuffer.allocate(1)));
  }

  private static void receiveAfterClose(Way way) throws Exception {
    closeBoth(way);
    assertThrows(ClosedResourceException.class, way.receiver::receive);
    assertThrows(ClosedResourceException.class, () -> way.receiver.receive(1));
    assertThrows(ClosedResourceException.class, () -> way.receiver.receive(ByteBuffer.allocate(1)));
  }

  private static void closeTwice(Way way) throws Exception {
    closeBoth(way);
    way.sender.close();
    way.receiver.close();
    way.sender.closeForcefully();
    way.receiver.closeForcefully();
  }

  private static void closeWakesReceiver(Way way) throws Exception {
    Way.together(group -> {
      var receiving =
          group.startSoon(() -> assertThrows(ClosedResourceException.class, way.receiver::receive));
      Fairlead.awaitAllTasksBlocked();
      assertFalse(receiving.status().isEnd(), "ended before the close");
      way.receiver.closeForcefully();
      receiving.await();
    });
  }

  private static void closeWakesSender(Way way) throws Exception {
    if (way.isLimited()) {
      ByteBuffer source = way.next(way.tooMuch());
      Way.together(group -> {
        var sending =
            group.startSoon(
                () -> assertThrows(ClosedResourceException.class, () -> way.sender.send(source)));
        Fairlead.awaitAllTasksBlocked();
        assertFalse(sending.status().isEnd(), "ended before the close");
        way.sender.closeForcefully();
        sending.await();
      });
    }
  }

  private static void sendToClosed(Way way) throws Exception {
    way.receiver.closeForcefully();
    assertThrows(
        BrokenResourceException.class,
        () -> {
          for (int i = 0; i < MOST_SENDS; i++) {
            way.sender.send(new byte[CHUNK]);
          }
        });
  }

  private static void sendBreaks(Way way) throws Exception {
    if (way.isLimited()) {
      ByteBuffer source = way.next(way.tooMuch());
      Way.together(group -> {
        var sending =
            group.startSoon(
                () -> assertThrows(BrokenResourceException.class, () -> way.sender.send(source)));
        Fairlead.awaitAllTasksBlocked();
        assertFalse(sending.status().isEnd(), "ended before the receiver was closed");
        way.receiver.closeForcefully();
        sending.await();
      });
    }
  }

  private static void secondReceiver(Way way) throws Exception {
    Way.together(group -> {
      var first = group.startSoon(() -> way.receiver.receive(10));
      Fairlead.awaitAllTasksBlocked();
      assertThrows(BusyResourceException.class, way.receiver::receive);
      assertThrows(BusyResourceException.class, () -> way.receiver.receive(ByteBuffer.allocate(1)));
      group.startSoon(() -> way.send(10));
      way.expect(first.await());
      way.receiveRest();
    });
  }

  private static void secondSender(Way way) throws Exception {
    if (way.isLimited()) {
      ByteBuffer source = way.next(way.tooMuch());
      Way.together(group -> {
        var first = way.sendTooMuch(group, source);
        assertThrows(BusyResourceException.class, () -> way.sender.send(new byte[1]));
        way.receiveRest();
        first.await();
        group.startSoon(() -> way.send(10));
        way.receive(10);
      });
    }
  }

  private static void cancelledClose(Way way) throws Exception {
    CancelScope scope = CancelScope.create();
    scope.cancel("before closing");
    scope.run(way.sender::close);

    assertThrows(ClosedResourceException.class, () -> way.sender.send(new byte[1]));
    assertTrue(ends(way), "the receiver hears nothing of the close");
  }

  /** Receives until the end, or until the stream breaks: both are news of a close in a hurry. */
  private static boolean ends(Way way) throws IOException {
    try {
      return way.receiver.receive(ByteBuffer.allocate(10)) < 0;
    } catch (BrokenResourceException e) {
      return true; // A stream that says goodbye had no time to.
    }
  }
}
