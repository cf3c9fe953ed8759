package dev.fairlead.sync.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.sync.ReadWriteLock;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.HashMap;
import java.util.Map;

class ReadWriteLockSnippets {

  // @start region="lock"
  private final ReadWriteLock lock = new ReadWriteLock();
  private final Map<String, Integer> prices = new HashMap<>();

  int price(String item) {
    return lock.read().call(() -> prices.getOrDefault(item, 0));
  }

  void setPrice(String item, int cents) {
    lock.write().run(() -> prices.put(item, cents));
  }

  // @end

  @ForEveryBackend
  void readAndWrite() {
    setPrice("tea", 250);
    assertEquals(250, price("tea"));
  }
}
