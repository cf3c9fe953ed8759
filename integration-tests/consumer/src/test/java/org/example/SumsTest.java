package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.fairlead.Fairlead;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SumsTest {
  @Test
  void tasksRunFromTheClassPath() {
    assertFalse(Fairlead.class.getModule().isNamed());
    assertEquals(10, Sums.sum(List.of(1, 2, 3, 4)));
  }
}
