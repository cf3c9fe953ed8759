package dev.fairlead.sync.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Condition;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.ArrayDeque;

class ConditionSnippets {

  // @start region="condition"
  private final Condition changed = new Condition();
  private final ArrayDeque<String> shelf = new ArrayDeque<>();

  void put(String book) {
    changed.run(() -> {
      shelf.add(book);
      changed.signal();
    });
  }

  String take() {
    return changed.call(() -> {
      changed.awaitUntil(() -> !shelf.isEmpty());
      return shelf.remove();
    });
  }

  // @end

  @ForEveryBackend
  void condition() {
    TaskGroup.run(group -> {
      var reader = group.startSoon(this::take);
      put("Emma");
      assertEquals("Emma", reader.await());
    });
  }
}
