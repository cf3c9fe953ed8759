package dev.fairlead.sync.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Lock;
import dev.fairlead.sync.Permit;
import dev.fairlead.testsupport.ForEveryBackend;
import java.time.Duration;

class LockSnippets {

  private int balance = 100;

  @ForEveryBackend
  void lock() {
    // @start region="lock"
    var lock = new Lock();
    TaskGroup.run(group -> {
      group.startSoon(() -> lock.run(() -> balance -= 30));
      group.startSoon(() -> lock.run(() -> balance += 10));
    });
    // @end
    assertEquals(80, balance);
  }

  @ForEveryBackend
  void ways() {
    var lock = new Lock();
    // @start region="ways"
    lock.run(() -> balance++); // with a lambda
    int seen = lock.call(() -> balance);

    try (var _ = lock.hold()) { // as a resource
      balance++;
    }

    if (lock.tryAcquire(Duration.ofSeconds(1))) { // step by step
      try {
        balance++;
      } finally {
        lock.release();
      }
    }
    // @end
    assertEquals(101, seen);
    assertEquals(103, balance);
    assertFalse(lock.isLocked());
  }

  @ForEveryBackend
  void permit() {
    var lock = new Lock();
    // @start region="permit"
    Permit permit = lock.hold();
    try (permit) {
      balance++;
    } // given back, whatever happened
    // @end
    assertFalse(lock.isLocked());
  }
}
