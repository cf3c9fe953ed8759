package dev.fairlead.process.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
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
}
