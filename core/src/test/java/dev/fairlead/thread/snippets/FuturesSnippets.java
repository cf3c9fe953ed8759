package dev.fairlead.thread.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.CancelScope;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.thread.Futures;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

class FuturesSnippets {

  private CompletableFuture<String> lookUp(String key) {
    return CompletableFuture.completedFuture(key + "!");
  }

  @ForEveryBackend
  void await() throws Exception {
    // @start region="await"
    CompletableFuture<String> future = lookUp("key");
    String value =
        CancelScope.failAfter(Duration.ofSeconds(5)).call(() -> Futures.awaitOrCancel(future));
    // @end
    assertEquals("key!", value);
  }
}
