package dev.fairlead.process.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.process.BrokenWorkerProcessException;
import dev.fairlead.process.RemoteFailureException;
import dev.fairlead.process.ToProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("slow")
@Timeout(60) // Starting JVMs takes long on a busy machine.
class ToProcessSnippets {

  private final List<Object> trail = new ArrayList<>();

  @Test
  void aFunctionInAnotherProcess() throws IOException {
    Fairlead.run(() -> {
      // @start region="call"
      int limit = 1_000;
      int sum =
          ToProcess.call(() -> {
            int total = 0;
            for (int i = 1; i <= limit; i++) {
              total += i;
            }
            return total;
          });
      trail.add(sum);
      // @end
    });
    assertEquals(List.of(500_500), trail);
  }

  @Test
  void aFunctionThatCrashes() throws IOException {
    Fairlead.run(() -> {
      // @start region="crash"
      try {
        ToProcess.call(
            o -> o.withJvmOptions("-Xmx64m"),
            () -> {
              System.err.println("out of order");
              Runtime.getRuntime().halt(3);
              return 0;
            });
      } catch (BrokenWorkerProcessException e) {
        trail.add(e.status().orElseThrow()); // exit code 3; the message has what it printed
      }
      // @end
    });
    assertEquals("[exit code 3]", trail.toString());
  }

  @Test
  void whatAFunctionPrints() throws IOException {
    Fairlead.run(() -> {
      // @start region="output"
      ToProcess.call(
          o -> o.withOutputListener(line -> trail.add(line.text())), // or a logger
          () -> {
            System.out.println("half done");
            return 0;
          });
      // @end
    });
    assertEquals(List.of("half done"), trail);
  }

  @Test
  void workersThatAreReady() throws IOException {
    Fairlead.run(() -> {
      // @start region="warm-up"
      ToProcess.warmUp(o -> o.withMaxUses(100), 2);
      trail.add(ToProcess.call(o -> o.withMaxUses(100), () -> "at once"));
      // @end
    });
    assertEquals(List.of("at once"), trail);
  }

  @Test
  void aValueThatCannotBeSent() throws IOException {
    Fairlead.run(() -> {
      // @start region="not-serialisable"
      try {
        ToProcess.call(() -> Thread.currentThread());
      } catch (RemoteFailureException e) {
        trail.add(e.getMessage().contains("java.lang.Thread"));
      }
      // @end
    });
    assertEquals(List.of(true), trail);
  }
}
