package dev.fairlead.process.snippets;

import static dev.fairlead.process.Signal.SIGHUP;
import static dev.fairlead.process.Signal.SIGTERM;
import static dev.fairlead.process.Signal.SIGUSR1;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.process.Signal;
import dev.fairlead.process.Signals;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalsSnippets {

  private final List<Object> trail = new ArrayList<>();

  private void readConfiguration() {
    trail.add("configuration");
  }

  private void printStatistics() {
    trail.add("statistics");
  }

  private void serve(TaskGroup group) {
    group.startSoon(() -> trail.add("serving"));
    group.awaitIdle();
    Signals.raise(SIGTERM);
    Fairlead.awaitStopRequested();
  }

  @Test
  void aStreamOfSignals() {
    Fairlead.run(() -> {
      // @start region="receive"
      try (var signals = Signals.open(SIGHUP, SIGUSR1)) {
        Signals.raise(SIGUSR1); // usually somebody else does, with kill
        switch (signals.receive().signal()) {
          case SIGHUP -> readConfiguration();
          default -> printStatistics();
        }
      }
      // @end
    });
    assertEquals(List.of("statistics"), trail);
  }

  @Test
  void aGracefulShutdown() {
    // @start region="shutdown"
    Fairlead.run(() -> {
      var stoppedBy = Signals.runUntilStopped(ofSeconds(10), group -> serve(group));
      stoppedBy.ifPresent(signal -> trail.add(signal.signal()));
    });
    // @end
    assertEquals(List.of("serving", Signal.SIGTERM), trail);
  }
}
