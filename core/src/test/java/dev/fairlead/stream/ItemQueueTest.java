package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a channel keeps its items in. */
class ItemQueueTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 31, 32, 33, 64, 100, 1_000})
  void itemsComeOutInTheOrderInWhichTheyWentInHoweverManyThereAre(int most) {
    var queue = new ItemQueue<Integer>();
    var expected = new ArrayDeque<Integer>();
    var random = new Random(most);

    for (int i = 0; i < 50_000; i++) {
      boolean fills = random.nextInt(100) < (i / 2_500 % 2 == 0 ? 60 : 40);
      if (fills && expected.size() < most) {
        queue.add(i);
        expected.add(i);
      } else {
        assertEquals(expected.poll(), queue.poll());
      }
      assertEquals(expected.size(), queue.size());
    }
    assertEquals(List.copyOf(expected), queue.drain());
  }

  @Test
  void itCountsWhatWentThroughItAndTheMostItHeld() {
    var queue = new ItemQueue<Integer>();
    queue.add(1);
    queue.add(2);
    assertEquals(1, queue.poll());
    queue.add(3);

    assertEquals(List.of(2, 3), queue.drain());

    assertNull(queue.poll());
    assertEquals(3, queue.added());
    assertEquals(2, queue.peak());
  }
}
