package dev.fairlead.snippets;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Backoff;
import dev.fairlead.CancelScope;
import dev.fairlead.Retry;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

class RetrySnippets {

  private int asked;

  private String fetch() throws IOException {
    if (++asked < 3) {
      throw new IOException("not yet");
    }
    return "page";
  }

  @ForEveryBackend
  void retry() throws IOException {
    // @start region="backoff"
    Backoff backoff = Backoff.exponential(ofMillis(1), ofSeconds(5)).withJitter(0.5);
    // @end
    // @start region="retry"
    Retry retry =
        Retry.of(o ->
            o.withAttempts(5)
                .withBackoff(backoff)
                .withRetryable(failure -> failure instanceof IOException));
    String page = CancelScope.failAfter(ofSeconds(30)).call(() -> retry.call(this::fetch));
    // @end
    assertEquals("page", page);
  }

  @ForEveryBackend
  void observer() throws IOException {
    List<String> log = new ArrayList<>();
    // @start region="observer"
    Retry retry =
        Retry.of(o ->
            o.withObserver((Retry.Attempt attempt) ->
                log.add("attempt " + attempt.number() + " failed: " + attempt.failure())));
    String page = retry.call(this::fetch);
    // @end
    assertEquals("page", page);
    assertEquals("attempt 1 failed: java.io.IOException: not yet", log.getFirst());
  }
}
