package dev.fairlead.snippets;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.CircuitBreaker;
import dev.fairlead.CircuitOpenException;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;

class CircuitBreakerSnippets {

  // @start region="breaker"
  private final CircuitBreaker prices =
      CircuitBreaker.of(o -> o.withFailures(2).withOpenFor(ofSeconds(30)));

  private String price() throws IOException {
    try {
      return prices.call(this::askServer);
    } catch (CircuitOpenException e) {
      return "the last known price"; // at once, without asking
    }
  }

  // @end

  private String askServer() throws IOException {
    return "42";
  }

  @ForEveryBackend
  void breaker() throws IOException {
    assertEquals("42", price());
  }
}
