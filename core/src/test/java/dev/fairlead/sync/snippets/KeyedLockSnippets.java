package dev.fairlead.sync.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Tasks;
import dev.fairlead.sync.KeyedLock;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

class KeyedLockSnippets {

  private final Map<String, Integer> balances = new ConcurrentHashMap<>();

  // @start region="keyed"
  private final KeyedLock<String> accounts = new KeyedLock<>();

  private void deposit(String account, int amount) {
    accounts
        .of(account)
        .run(() -> balances.put(account, balances.getOrDefault(account, 0) + amount));
  }

  // @end

  @ForEveryBackend
  void keyed() {
    Tasks.forEach(List.of(1, 2, 3), 3, amount -> deposit("anna", amount));
    assertEquals(6, balances.get("anna"));
    assertEquals(0, accounts.size());
  }
}
