package dev.fairlead.thread.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.thread.BlockingPortal;
import dev.fairlead.thread.BlockingPortalProvider;
import dev.fairlead.thread.BlockingPortals;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BlockingPortalSnippets {

  private static final Duration MOMENT = Duration.ofMillis(1);

  @Test
  void start() throws Exception {
    // @start region="start"
    try (var portal = BlockingPortals.start()) {
      int answer = portal.call(() -> 6 * 7);
      CompletableFuture<String> later =
          portal.start(() -> {
            Fairlead.sleep(MOMENT);
            return "later";
          });
      try (BlockingPortal.Held<TaskGroup> held =
          portal.holdInside(holding -> TaskGroup.run(holding::keep))) {
        held.value().startSoon(() -> Fairlead.sleep(MOMENT));
      }
      // @end
      assertEquals(42, answer);
      assertEquals("later", later.get());
      // @start region="start"
    }
    // @end
  }

  @Test
  void provider() {
    int answer;
    // @start region="provider"
    var provider = new BlockingPortalProvider();
    try (var lease = provider.acquire()) {
      answer = lease.portal().call(() -> 42);
    }
    // @end
    assertEquals(42, answer);
  }
}
