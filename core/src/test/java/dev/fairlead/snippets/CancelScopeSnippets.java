package dev.fairlead.snippets;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.ArrayList;
import java.util.List;

class CancelScopeSnippets {

  private final List<String> saved = new ArrayList<>();

  @ForEveryBackend
  void timeout() {
    // @start region="timeout"
    CancelScope scope = CancelScope.moveOnAfter(ofMillis(10));
    scope.run(() -> {
      try {
        Fairlead.sleep(ofSeconds(60));
      } finally {
        CancelScope.cleanUp(ofSeconds(1)).run(() -> save("what there is"));
      }
    });
    if (scope.cancelledCaught()) {
      save("it took too long");
    }
    // @end
    assertTrue(scope.cancelCalled());
    assertEquals(List.of("what there is", "it took too long"), saved);
  }

  private void save(String what) {
    Fairlead.sleep(ofMillis(1));
    saved.add(what);
  }
}
