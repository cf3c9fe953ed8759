package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.Action;
import dev.fairlead.CircuitBreaker;
import dev.fairlead.CircuitOpenException;
import dev.fairlead.Fairlead;
import dev.fairlead.sync.Cache;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What lives longer than the simulation whose clock it has read. */
class StoppedClockTest {

  private static <X extends Exception> void simulate(Action<X> body) throws X {
    Fairlead.run(o -> o.withBackend(Simulation.backend(s -> s.withSeed(1))), body);
  }

  @Test
  void aCachedValueWithATimeToLiveDoesNotOutliveItsClock() {
    var loads = new AtomicInteger();
    var cache =
        Cache.<String, Integer, RuntimeException>of(
            o -> o.withTimeToLive(Duration.ofMinutes(10)), _ -> loads.incrementAndGet());

    simulate(() -> {
      assertEquals(1, cache.get("key"));
      Fairlead.sleep(Duration.ofMinutes(9));
      assertEquals(1, cache.get("key"));
    });

    simulate(() -> {
      Fairlead.sleep(Duration.ofHours(1));
      assertEquals(2, cache.get("key"));
    });
  }

  @Test
  void aCachedValueWithoutATimeToLiveStays() {
    var loads = new AtomicInteger();
    var cache = Cache.<String, Integer, RuntimeException>of(_ -> loads.incrementAndGet());

    simulate(() -> assertEquals(1, cache.get("key")));
    simulate(() -> assertEquals(1, cache.get("key")));
  }

  @Test
  void aCircuitBreakerIsNotOpenForEverAfterItsClockHasStopped() throws Exception {
    var breaker = CircuitBreaker.of(o -> o.withFailures(1).withOpenFor(Duration.ofMinutes(1)));
    Action<IOException> failing =
        () -> {
          throw new IOException("down");
        };

    simulate(() -> {
      assertThrows(IOException.class, () -> breaker.run(failing));
      assertThrows(CircuitOpenException.class, () -> breaker.run(failing));
    });

    var answer = new AtomicInteger();
    simulate(() -> breaker.run(() -> answer.set(42)));
    assertEquals(42, answer.get());
  }
}
