package dev.fairlead.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.RuntimeToken;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A cache that outlives the runtimes whose tasks have asked it. */
class CacheOfManyRuntimesTest {

  private final Cache<String, String, RuntimeException> cache = Cache.of(key -> "value of " + key);

  @Test
  void aValueThatNeverGetsTooOldKeepsNoRuntimeInMemory() {
    var runtime = new WeakReference<>(runtimeThatAsks());

    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> {
          System.gc();
          return runtime.refersTo(null);
        });

    assertEquals(Optional.of("value of key"), cache.find("key"));
  }

  private RuntimeToken runtimeThatAsks() {
    return Fairlead.call(() -> {
      cache.get("key");
      return RuntimeToken.current();
    });
  }
}
