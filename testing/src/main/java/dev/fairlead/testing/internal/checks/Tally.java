package dev.fairlead.testing.internal.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Objects received in any order: each number once. */
final class Tally<T> {

  private final Items<T> items;
  private final List<T> found = new ArrayList<>();

  Tally(Items<T> items) {
    this.items = items;
  }

  /** Receives so many, and looks whether they are the first so many. */
  void receive(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      found.add(items.receiver.receive());
    }
    expectFirst(count);
  }

  void add(T item) {
    found.add(item);
  }

  /** Looks whether the first so many have come, each once. */
  void expectFirst(int count) {
    assertEquals(count, found.size(), "objects received");
    var left = new ArrayList<>(found);
    for (int number = 0; number < count; number++) {
      T wanted = items.item(number);
      int place = placeOf(wanted, left);
      if (place < 0) {
        throw new AssertionError("object " + number + " did not come; there were " + found);
      }
      left.remove(place);
    }
  }

  private static <T> int placeOf(T wanted, List<T> among) {
    for (int i = 0; i < among.size(); i++) {
      if (java.util.Objects.deepEquals(wanted, among.get(i))) {
        return i;
      }
    }
    return -1;
  }
}
