package dev.fairlead.testing.internal.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import java.nio.ByteBuffer;
import java.util.List;

/** That one direction can be ended without the other. */
final class HalfCloseChecks {

  private static final int MANY = 50_000;

  private HalfCloseChecks() {}

  static List<Check<TwoWay>> all() {
    return List.of(
        Check.of("the end of one direction leaves the other open", HalfCloseChecks::otherOpen),
        Check.of("the end comes after what was sent", HalfCloseChecks::endIsLast),
        Check.of("the end wakes the task that receives", HalfCloseChecks::endWakes),
        Check.of("ending twice does nothing", HalfCloseChecks::endTwice),
        Check.of("nothing can be sent after the end", HalfCloseChecks::sendAfterEnd),
        Check.of("a closed stream cannot be ended", HalfCloseChecks::endAfterClose),
        Check.of("ending while another task sends is refused", HalfCloseChecks::endWhileSending),
        Check.of("ending in a cancelled scope ends nothing", HalfCloseChecks::cancelledEnd));
  }

  private static void otherOpen(TwoWay ends) throws Exception {
    ends.one.sendEof();
    ends.there.expectEnd();
    Way.together(group -> {
      group.startSoon(() -> {
        ends.back.send(MANY);
        ends.other.sendEof();
      });
      ends.back.receive(MANY);
      ends.back.expectEnd();
    });
  }

  private static void endIsLast(TwoWay ends) throws Exception {
    Way.together(group -> {
      group.startSoon(() -> {
        ends.there.send(MANY);
        ends.one.sendEof();
      });
      ends.there.receive(MANY);
      ends.there.expectEnd();
    });
  }

  private static void endWakes(TwoWay ends) throws Exception {
    Way.together(group -> {
      var receiving = group.startSoon(() -> ends.other.receive(ByteBuffer.allocate(10)));
      Fairlead.awaitAllTasksBlocked();
      assertFalse(receiving.status().isEnd(), "ended too early");
      ends.one.sendEof();
      assertEquals(-1, receiving.await(), "instead of the end");
    });
  }

  private static void endTwice(TwoWay ends) throws Exception {
    ends.one.sendEof();
    ends.one.sendEof();
    ends.there.expectEnd();
    ends.one.sendEof();
  }

  private static void sendAfterEnd(TwoWay ends) throws Exception {
    ends.one.sendEof();
    assertThrows(ClosedResourceException.class, () -> ends.one.send(new byte[1]));
    assertThrows(ClosedResourceException.class, () -> ends.one.send(ByteBuffer.allocate(1)));
    ends.there.expectEnd();
  }

  private static void endAfterClose(TwoWay ends) throws Exception {
    ends.one.closeForcefully();
    assertThrows(ClosedResourceException.class, ends.one::sendEof);
  }

  private static void endWhileSending(TwoWay ends) throws Exception {
    if (ends.there.isLimited()) {
      ByteBuffer source = ends.there.next(ends.there.tooMuch());
      Way.together(group -> {
        ends.there.sendTooMuch(group, source);
        assertThrows(BusyResourceException.class, ends.one::sendEof);
        ends.there.receiveRest();
      });
    }
  }

  private static void cancelledEnd(TwoWay ends) throws Exception {
    CancelScope scope = CancelScope.create();
    scope.cancel("before ending");
    scope.run(ends.one::sendEof);
    assertTrue(scope.cancelledCaught(), "sendEof() is no checkpoint");
    Way.together(group -> {
      group.startSoon(() -> ends.there.send(10));
      ends.there.receive(10);
    });
    ends.one.sendEof();
    ends.there.expectEnd();
  }
}
