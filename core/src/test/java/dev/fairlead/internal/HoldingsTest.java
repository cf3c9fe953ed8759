package dev.fairlead.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldingsTest {

  private final Holdings holdings = new Holdings();
  private final List<String> left = new ArrayList<>();
  private final Holding first = _ -> left.add("first");
  private final Holding second = _ -> left.add("second");
  private final Holding third = _ -> left.add("third");

  private List<String> abandoned() {
    Fairlead.run(() -> holdings.abandon(Task.current()));
    return left;
  }

  @Test
  void whatIsLeftIsToldFromTheNewestOn() {
    holdings.add(first);
    holdings.add(second);
    holdings.add(third);

    assertEquals(List.of("third", "second", "first"), abandoned());
  }

  @Test
  void whatWasGivenBackIsNotLeft() {
    holdings.add(first);
    holdings.remove(first);

    assertEquals(List.of(), abandoned());
  }

  @Test
  void whatIsTakenAgainIsLeftOnce() {
    holdings.add(first);
    holdings.remove(first);
    holdings.add(first);

    assertEquals(List.of("first"), abandoned());
  }

  @Test
  void whatWasGivenBackMakesWayForAnother() {
    holdings.add(first);
    holdings.remove(first);
    holdings.add(second);
    holdings.remove(first);

    assertEquals(List.of("second"), abandoned());
  }

  @Test
  void whatIsTakenTwiceIsGivenBackTwice() {
    holdings.add(first);
    holdings.add(first);
    holdings.remove(first);

    assertEquals(List.of("first"), abandoned());
  }

  @Test
  void anyOfThemCanBeGivenBack() {
    holdings.add(first);
    holdings.add(second);
    holdings.add(third);
    holdings.remove(second);
    holdings.remove(third);
    holdings.add(second);

    assertEquals(List.of("second", "first"), abandoned());
  }
}
