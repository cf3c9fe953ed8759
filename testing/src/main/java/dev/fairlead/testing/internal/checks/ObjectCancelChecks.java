package dev.fairlead.testing.internal.checks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.testing.Simulation;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** That a cancellation at any point loses no object and doubles none. */
final class ObjectCancelChecks {

  private static final int RACES = 60;
  private static final int MOST_SPINS = 300;
  private static final int MOST_STEPS = 2_000;

  private ObjectCancelChecks() {}

  /** Of receiving: also where objects may get lost on their way. */
  static <T> List<Check<Items<T>>> ofReceiving() {
    return List.of(
        Check.of("a receive that is cancelled has lost nothing", ObjectCancelChecks::receiveWhile),
        Check.of("a receive in a cancelled scope takes nothing", ObjectCancelChecks::receiveBefore),
        Check.of("a send in a cancelled scope sends nothing", ObjectCancelChecks::sendBefore),
        Check.of("an object and a cancellation at once lose nothing", ObjectCancelChecks::race),
        Check.simulated("a receive can be cancelled at every step", ObjectCancelChecks::atStep));
  }

  static <T> List<Check<Items<T>>> ofSending() {
    return List.of(
        Check.of("a cancelled send has sent all or nothing", ObjectCancelChecks::sendRace),
        Check.simulated("a send can be cancelled at every step", ObjectCancelChecks::sendAtStep));
  }

  private static <T> void receiveBefore(Items<T> items) throws Exception {
    Way.together(group -> {
      group.startSoon(() -> items.sendNext());
      Fairlead.awaitAllTasksBlocked(); // So that it is there, or close.
      Optional<T> none = Cancellations.before().attempt(() -> items.receiver.receive());
      assertTrue(none.isEmpty(), "received in a cancelled scope");
      items.receiveNext();
    });
  }

  private static <T> void sendBefore(Items<T> items) throws Exception {
    CancelScope scope = Cancellations.before();
    scope.run(() -> items.sender.send(items.item(77)));
    assertTrue(scope.cancelledCaught(), "sent in a cancelled scope");
    Way.together(group -> {
      group.startSoon(() -> items.sendNext());
      items.receiveNext();
    });
  }

  private static <T> void receiveWhile(Items<T> items) throws Exception {
    for (int i = 0; i < 3; i++) {
      CancelScope scope = CancelScope.create();
      Way.together(group -> {
        var receiving = group.startSoon(() -> scope.attempt(() -> items.receiver.receive()));
        Fairlead.awaitAllTasksBlocked();
        scope.cancel("while waiting");
        assertTrue(receiving.await().isEmpty(), "received although nothing was sent");
        group.startSoon(() -> items.sendNext());
        items.receiveNext();
      });
    }
  }

  private static <T> void race(Items<T> items) throws Exception {
    var random = new Random(5);
    for (int i = 0; i < RACES; i++) {
      CancelScope scope = CancelScope.create();
      int spins = random.nextInt(MOST_SPINS);
      Way.together(group -> {
        var receiving = group.startSoon(() -> scope.attempt(() -> items.receiver.receive()));
        group.startSoon(() -> {
          Cancellations.spin(spins);
          scope.cancel("race");
        });
        group.startSoon(() -> items.sendNext());
        Optional<T> item = receiving.await();
        items.expect(item.isPresent() ? item.get() : items.receiver.receive());
      });
    }
  }

  private static <T> void atStep(Items<T> items) throws Exception {
    boolean through = false;
    for (int step = 0; !through && step < MOST_STEPS; step++) {
      CancelScope scope = CancelScope.create();
      Simulation.current().afterSteps(step, scope::cancel);
      var received = new boolean[1];
      Way.together(group -> {
        group.startSoon(() -> items.sendNext());
        Optional<T> item = scope.attempt(() -> items.receiver.receive());
        received[0] = item.isPresent();
        items.expect(item.isPresent() ? item.get() : items.receiver.receive());
      });
      through = received[0];
    }
    assertTrue(through, () -> "cancelled at each of " + MOST_STEPS + " steps");
  }

  // ---- sending

  private static <T> void sendRace(Items<T> items) throws Exception {
    var random = new Random(6);
    for (int i = 0; i < RACES; i++) {
      CancelScope scope = CancelScope.create();
      int spins = random.nextInt(MOST_SPINS);
      new CancelledSend<>(items, i)
          .run(
              scope,
              () -> {
                Cancellations.spin(spins);
                scope.cancel("race");
              });
    }
  }

  private static <T> void sendAtStep(Items<T> items) throws Exception {
    boolean through = false;
    for (int step = 0; !through && step < MOST_STEPS; step++) {
      CancelScope scope = CancelScope.create();
      Simulation.current().afterSteps(step, scope::cancel);
      through = new CancelledSend<>(items, step).run(scope, () -> {});
    }
    assertTrue(through, () -> "cancelled at each of " + MOST_STEPS + " steps");
  }
}
