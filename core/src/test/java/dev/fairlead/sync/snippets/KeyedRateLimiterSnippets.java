package dev.fairlead.sync.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.sync.KeyedRateLimiter;
import dev.fairlead.testsupport.ForEveryBackend;
import java.time.Duration;

class KeyedRateLimiterSnippets {

  // @start region="keyed"
  private final KeyedRateLimiter<String> calls = new KeyedRateLimiter<>(2, Duration.ofHours(1));

  private int statusFor(String user) {
    return calls.tryAcquire(user) ? 200 : 429; // two calls an hour for each user
  }

  // @end

  @ForEveryBackend
  void keyed() {
    assertEquals(200, statusFor("anna"));
    assertEquals(200, statusFor("anna"));
    assertEquals(429, statusFor("anna"));
    assertEquals(200, statusFor("bert"));
  }
}
