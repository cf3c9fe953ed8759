package dev.fairlead.sync.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.sync.ReentrantLock;
import dev.fairlead.testsupport.ForEveryBackend;

class ReentrantLockSnippets {

  private int visited;

  // @start region="reentrant"
  private final ReentrantLock lock = new ReentrantLock();

  private void visit(int depth) {
    lock.run(() -> {
      visited++;
      if (depth > 0) {
        visit(depth - 1); // owns the lock already
      }
    });
  }

  // @end

  @ForEveryBackend
  void reentrant() {
    visit(3);
    assertEquals(4, visited);
  }
}
