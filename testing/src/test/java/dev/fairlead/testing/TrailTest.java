package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrailTest {

  private final Trail trail = new Trail();

  @Test
  void eventsAreComparedAsOneList() {
    trail.add("a");
    trail.add("b");

    trail.assertIs("a", "b");
    trail.assertIsInAnyOrder("b", "a");
    assertThrows(AssertionError.class, () -> trail.assertIs("b", "a"));
    assertThrows(AssertionError.class, () -> trail.assertIs("a"));
    assertThrows(AssertionError.class, () -> trail.assertIsInAnyOrder("a", "a"));
  }

  @Test
  void eventsMayComeInBetween() {
    List.of("a", "x", "b").forEach(trail::add);

    trail.assertContainsInOrder("a", "b");
    var failure = assertThrows(AssertionError.class, () -> trail.assertContainsInOrder("b", "a"));
    assertTrue(failure.getMessage().contains("\"a\""), failure::getMessage);
  }

  @Test
  void aClearedTrailIsEmpty() {
    trail.add("a");

    trail.clear();

    assertEquals(List.of(), trail.events());
  }
}
