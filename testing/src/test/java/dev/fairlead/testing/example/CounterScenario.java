package dev.fairlead.testing.example;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testing.SimulatedHost;
import dev.fairlead.testing.SimulatedNetwork;
import dev.fairlead.testing.Simulation;
import dev.fairlead.testing.example.CounterServer.WithoutBackup;
import java.time.Duration;
import java.util.Optional;

/** Two servers, a client, and cuts between them at any moment. */
final class CounterScenario {

  private static final int INCREMENTS = 15;

  private CounterScenario() {}

  // @start region="scenario"
  static void run(Simulation simulation, TaskGroup group, WithoutBackup withoutBackup) {
    SimulatedNetwork network = simulation.network();
    SimulatedHost first = network.host("first");
    SimulatedHost second = network.host("second");
    start(group, first, new CounterServer(Optional.of("second"), withoutBackup));
    start(group, second, new CounterServer(Optional.empty(), withoutBackup));
    cutNowAndThen(simulation, group, first, second);
    cutNowAndThen(simulation, group, first, network.localhost());

    var client = new CounterClient();
    for (int i = 0; i < INCREMENTS; i++) {
      client.increment();
      Fairlead.sleep(Duration.ofSeconds(1));
    }
    int value = client.value();
    assertTrue(value >= INCREMENTS, () -> INCREMENTS + " increments, and the value is " + value);
  }

  // @end

  private static void start(TaskGroup group, SimulatedHost host, CounterServer server) {
    host.run(() -> group.startSoon(o -> o.withService(), server::serve));
    Fairlead.awaitAllTasksBlocked();
  }

  // @start region="cut"
  private static void cutNowAndThen(
      Simulation simulation, TaskGroup group, SimulatedHost one, SimulatedHost other) {
    group.startSoon(
        o -> o.withService(),
        () -> {
          while (true) {
            Fairlead.sleep(Duration.ofSeconds(simulation.random().nextInt(60)));
            simulation.network().partition(one, other);
            Fairlead.sleep(Duration.ofSeconds(simulation.random().nextInt(10)));
            simulation.network().heal(one, other);
          }
        });
  }
  // @end
}
