package dev.fairlead.testing.internal.checks;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.stream.ByteStream;
import java.nio.ByteBuffer;
import java.util.List;

/** That the two directions of a stream leave each other alone. */
final class BothWaysChecks {

  private static final int MANY = 100_000;

  private BothWaysChecks() {}

  static List<Check<TwoWay>> all() {
    return List.of(
        Check.of("both directions work at once", BothWaysChecks::atOnce),
        Check.of("an end that receives can send", BothWaysChecks::sendWhileReceiving),
        Check.of("cancelling a receive leaves sending alone", BothWaysChecks::cancelReceive),
        Check.of("cancelling a send leaves receiving alone", BothWaysChecks::cancelSend),
        Check.of("a close wakes both directions", BothWaysChecks::closeWakesBoth),
        Check.of("ending one direction works or is refused", BothWaysChecks::endOrRefusal));
  }

  private static void atOnce(TwoWay ends) throws Exception {
    Way.together(group -> {
      group.startSoon(() -> ends.there.send(MANY));
      group.startSoon(() -> ends.back.send(MANY));
      group.startSoon(() -> TransferChecks.receiveInOddPieces(ends.back, MANY));
      TransferChecks.receiveInOddPieces(ends.there, MANY);
    });
  }

  private static void sendWhileReceiving(TwoWay ends) throws Exception {
    Way.together(group -> {
      var receiving = group.startSoon(() -> ends.one.receive(10));
      Fairlead.awaitAllTasksBlocked();
      group.startSoon(() -> ends.there.send(10));
      ends.there.receive(10);
      group.startSoon(() -> ends.back.send(10));
      ends.back.expect(receiving.await());
      ends.back.receiveRest();
    });
  }

  private static void cancelReceive(TwoWay ends) throws Exception {
    CancelScope scope = CancelScope.create();
    Way.together(group -> {
      var receiving = group.startSoon(() -> scope.run(() -> ends.one.receive(10)));
      var sending = group.startSoon(() -> ends.there.send(MANY));
      Fairlead.awaitAllTasksBlocked();
      scope.cancel("only the receive");
      receiving.await();
      ends.there.receive(MANY);
      sending.await();
    });
  }

  private static void cancelSend(TwoWay ends) throws Exception {
    if (ends.there.isLimited()) {
      CancelScope scope = CancelScope.create();
      ByteBuffer source = ends.there.next(ends.there.tooMuch());
      Way.together(group -> {
        var receiving = group.startSoon(() -> ends.one.receive(10));
        var sending = group.startSoon(() -> scope.run(() -> ends.one.send(source)));
        Fairlead.awaitAllTasksBlocked();
        scope.cancel("only the send");
        sending.await();
        group.startSoon(() -> ends.back.send(10));
        ends.back.expect(receiving.await());
        ends.back.receiveRest();
      });
    }
  }

  private static void closeWakesBoth(TwoWay ends) throws Exception {
    if (ends.there.isLimited()) {
      ByteBuffer source = ends.there.next(ends.there.tooMuch());
      Way.together(group -> {
        var receiving =
            group.startSoon(() -> assertThrows(ClosedResourceException.class, ends.one::receive));
        var sending =
            group.startSoon(
                () -> assertThrows(ClosedResourceException.class, () -> ends.one.send(source)));
        Fairlead.awaitAllTasksBlocked();
        assertFalse(receiving.status().isEnd() || sending.status().isEnd(), "ended early");
        ends.one.closeForcefully();
        receiving.await();
        sending.await();
      });
    }
  }

  private static void endOrRefusal(TwoWay ends) throws Exception {
    boolean ended = endSending(ends.one);
    Way.together(group -> {
      group.startSoon(() -> ends.back.send(10));
      ends.back.receive(10);
    });
    if (ended) {
      ends.there.expectEnd();
    } else {
      Way.together(group -> {
        group.startSoon(() -> ends.there.send(10));
        ends.there.receive(10);
      });
      assertTrue(ends.there.isAllReceived());
    }
  }

  private static boolean endSending(ByteStream stream) throws Exception {
    try {
      stream.sendEof();
      return true;
    } catch (UnsupportedOperationException e) {
      return false; // As the contract allows.
    }
  }
}
