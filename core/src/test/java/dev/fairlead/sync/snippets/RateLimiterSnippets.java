package dev.fairlead.sync.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.sync.RateLimiter;
import dev.fairlead.testsupport.ForEveryBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class RateLimiterSnippets {

  private final List<String> sent = new ArrayList<>();

  @ForEveryBackend
  void limiter() {
    List<String> mails = List.of("a", "b", "c");
    // @start region="limiter"
    var limiter = new RateLimiter(100, Duration.ofSeconds(1), 2); // 100 a second, bursts of 2
    for (String mail : mails) {
      limiter.acquire();
      sent.add(mail);
    }
    if (limiter.tryAcquire(Duration.ofSeconds(1))) { // false at once if it took longer
      sent.add("d");
    }
    // @end
    assertEquals(List.of("a", "b", "c", "d"), sent);
  }
}
