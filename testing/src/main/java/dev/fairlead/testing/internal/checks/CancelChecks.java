package dev.fairlead.testing.internal.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.testing.Simulation;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** That a cancellation at any point loses no byte and doubles none. */
final class CancelChecks {

  private static final int RACES = 25;
  private static final int MOST_SPINS = 300;
  private static final int MOST_STEPS = 2_000;
  private static final int LARGE = 20_000;

  private CancelChecks() {}

  static List<Check<Way>> all() {
    return List.of(
        Check.of("a receive in a cancelled scope takes nothing", CancelChecks::receiveBefore),
        Check.of("a send in a cancelled scope sends nothing", CancelChecks::sendBefore),
        Check.of("a receive that is cancelled has lost nothing", CancelChecks::receiveWhile),
        Check.of("a send that is cancelled says how far it came", CancelChecks::sendWhile),
        Check.of("bytes and a cancellation at once lose nothing", CancelChecks::receiveRace),
        Check.of("room and a cancellation at once lose nothing", CancelChecks::sendRace),
        Check.simulated("a receive can be cancelled at every step", CancelChecks::receiveAtStep),
        Check.simulated("a send can be cancelled at every step", CancelChecks::sendAtStep));
  }

  private static void receiveBefore(Way way) throws Exception {
    Way.together(group -> {
      group.startSoon(() -> way.send(10));
      way.receive(1); // So that the others are there, or close.
      Optional<byte[]> none = Cancellations.before().attempt(() -> way.receiver.receive(10));
      assertTrue(none.isEmpty(), "received in a cancelled scope");
      ByteBuffer target = ByteBuffer.allocate(10);
      assertTrue(
          Cancellations.before().attempt(() -> way.receiver.receive(target)).isEmpty(),
          "received in a cancelled scope");
      assertEquals(0, target.position(), "bytes put into the buffer");
      way.receiveRest();
    });
  }

  private static void sendBefore(Way way) throws Exception {
    ByteBuffer source = way.next(10);
    CancelScope scope = Cancellations.before();
    scope.run(() -> way.sender.send(source));
    assertTrue(scope.cancelledCaught(), "sent in a cancelled scope");
    assertEquals(10, source.remaining(), "bytes that were not sent");
    Way.together(group -> {
      group.startSoon(() -> way.sender.send(source));
      way.receiveRest();
    });
  }

  private static void receiveWhile(Way way) throws Exception {
    for (int i = 0; i < 3; i++) {
      CancelScope scope = CancelScope.create();
      Way.together(group -> {
        var receiving = group.startSoon(() -> scope.attempt(() -> way.receiver.receive(10)));
        Fairlead.awaitAllTasksBlocked();
        scope.cancel("while waiting");
        assertTrue(receiving.await().isEmpty(), "received although nothing was sent");
        group.startSoon(() -> way.send(10));
        way.receive(10);
      });
    }
  }

  private static void sendWhile(Way way) throws Exception {
    if (way.isLimited()) {
      ByteBuffer source = way.next(way.tooMuch());
      CancelScope scope = CancelScope.create();
      Way.together(group -> {
        var sending = group.startSoon(() -> scope.run(() -> way.sender.send(source)));
        Fairlead.awaitAllTasksBlocked();
        scope.cancel("while waiting");
        sending.await();
        assertTrue(source.hasRemaining(), "all was taken while nobody received");
      });
      sendRestOf(source, way);
    }
  }

  /** Sends what a cancelled send has left; everything must arrive once, and more after it. */
  private static void sendRestOf(ByteBuffer source, Way way) throws Exception {
    ByteBuffer more = way.next(10);
    Way.together(group -> {
      group.startSoon(() -> {
        way.sender.send(source);
        way.sender.send(more);
      });
      way.receiveRest();
    });
  }

  private static void receiveRace(Way way) throws Exception {
    var random = new Random(3);
    for (int i = 0; i < RACES; i++) {
      CancelScope scope = CancelScope.create();
      Way.together(group -> {
        var receiving = group.startSoon(() -> scope.attempt(() -> way.receiver.receive(3)));
        int spins = random.nextInt(MOST_SPINS);
        group.startSoon(() -> {
          Cancellations.spin(spins);
          scope.cancel("race");
        });
        Cancellations.spin(random);
        group.startSoon(() -> way.send(3));
        Optional<byte[]> chunk = receiving.await();
        chunk.ifPresent(way::expect);
        way.receive(3 - chunk.map(bytes -> bytes.length).orElse(0));
      });
    }
  }

  private static void sendRace(Way way) throws Exception {
    var random = new Random(4);
    for (int i = 0; i < RACES; i++) {
      ByteBuffer source = way.next(LARGE);
      CancelScope scope = CancelScope.create();
      Way.together(group -> {
        var sending = group.startSoon(() -> sendWithin(scope, source, way));
        int spins = random.nextInt(MOST_SPINS) * 20;
        group.startSoon(() -> {
          Cancellations.spin(spins);
          scope.cancel("race");
        });
        way.receiveRest();
        sending.await();
      });
    }
  }

  private static void sendWithin(CancelScope scope, ByteBuffer source, Way way) throws Exception {
    scope.run(() -> way.sender.send(source));
    if (scope.cancelledCaught()) {
      // Also when nothing remains: what was taken may still be waiting inside the stream.
      way.sender.send(source);
    }
  }

  // ---- simulated

  private static void receiveAtStep(Way way) throws Exception {
    boolean through = false;
    for (int step = 0; !through && step < MOST_STEPS; step++) {
      CancelScope scope = CancelScope.create();
      Simulation.current().afterSteps(step, scope::cancel);
      through = receivesWithin(scope, way);
    }
    assertTrue(through, () -> "cancelled at each of " + MOST_STEPS + " steps");
  }

  private static boolean receivesWithin(CancelScope scope, Way way) throws Exception {
    var received = new boolean[1];
    Way.together(group -> {
      group.startSoon(() -> way.send(4));
      Optional<byte[]> chunk = scope.attempt(() -> way.receiver.receive(4));
      chunk.ifPresent(way::expect);
      received[0] = chunk.isPresent();
      way.receive(4 - chunk.map(bytes -> bytes.length).orElse(0));
    });
    return received[0];
  }

  private static void sendAtStep(Way way) throws Exception {
    boolean through = false;
    for (int step = 0; !through && step < MOST_STEPS; step += 1 + step / 20) {
      CancelScope scope = CancelScope.create();
      Simulation.current().afterSteps(step, scope::cancel);
      ByteBuffer source = way.next(LARGE);
      Way.together(group -> {
        group.startSoon(() -> sendWithin(scope, source, way));
        way.receiveRest();
      });
      through = !scope.cancelledCaught();
    }
    assertTrue(through, () -> "cancelled at each of " + MOST_STEPS + " steps");
  }
}
