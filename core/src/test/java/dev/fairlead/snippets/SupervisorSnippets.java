package dev.fairlead.snippets;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Backoff;
import dev.fairlead.Supervisor;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

class SupervisorSnippets {

  private int polls;

  private void poll() throws IOException {
    if (++polls < 3) {
      throw new IOException("connection lost");
    }
  }

  @ForEveryBackend
  void supervisor() {
    // @start region="supervisor"
    Supervisor supervisor =
        Supervisor.of(o ->
            o.withIntensity(10, ofMinutes(1))
                .withBackoff(Backoff.exponential(ofMillis(1), ofSeconds(5)).withJitter(0.5)));
    TaskGroup.run(group -> supervisor.start(group, "poller", this::poll));
    // @end
    assertEquals(3, polls);
  }

  @ForEveryBackend
  void events() {
    List<String> log = new ArrayList<>();
    // @start region="events"
    Supervisor supervisor =
        Supervisor.of(o ->
            o.withRestart(Supervisor.Restart.ON_FAILURE)
                .withBackoff(Backoff.constant(ofMillis(1)))
                .withObserver(event ->
                    log.add(
                        switch (event) {
                          case Supervisor.Event.Restarting again -> again.task() + " again";
                          case Supervisor.Event.GivingUp last -> last.task() + " no more";
                        })));
    TaskGroup.run(group -> supervisor.start(group, "poller", this::poll));
    // @end
    assertEquals(List.of("poller again", "poller again"), log);
  }
}
