package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

/** Many objects at once, sent or received. */
@ForEveryBackend
class MemoryObjectBatchesTest {

  private static List<Integer> receiveAll(MemoryObjectReceiveStream<Integer> stream) {
    var all = new ArrayList<Integer>();
    for (int item : stream) {
      all.add(item);
    }
    return all;
  }

  private final MemoryObjectStreams.Pair<Integer> pair = MemoryObjectStreams.create(3);

  @Test
  void sendAllEmptiesTheQueue() {
    var items = new ArrayDeque<>(List.of(1, 2, 3, 4, 5, 6, 7));
    TaskGroup.run(group -> {
      var receiving = group.startSoon(() -> receiveAll(pair.receive()));
      pair.send().sendAll(items);
      pair.send().close();

      assertEquals(List.of(1, 2, 3, 4, 5, 6, 7), receiving.await());
    });
    assertTrue(items.isEmpty());
    pair.receive().close();
  }

  @Test
  void sendAllLeavesWhatWasNotSentWhenTheStreamBreaks() {
    var items = new ArrayDeque<>(List.of(1, 2, 3, 4, 5));
    TaskGroup.run(group -> {
      group.startSoon(
          () -> assertThrows(BrokenResourceException.class, () -> pair.send().sendAll(items)));
      Fairlead.awaitAllTasksBlocked();
      assertEquals(1, pair.receive().receive());
      Fairlead.awaitAllTasksBlocked();
      assertEquals(List.of(2, 3, 4), pair.receive().closeAndDrain());
    });

    assertEquals(List.of(5), List.copyOf(items));
    pair.send().close();
  }

  @Test
  void receiveManyTakesWhatIsThereUpToTheMaximum() throws Exception {
    pair.send().sendAll(new ArrayDeque<>(List.of(1, 2, 3)));

    assertEquals(List.of(1, 2), pair.receive().receiveMany(2));
    assertEquals(List.of(3), pair.receive().receiveMany(2));
    assertThrows(IllegalArgumentException.class, () -> pair.receive().receiveMany(0));
    pair.close();
  }

  @Test
  void receiveManyTakesFromWaitingSendersToo() {
    TaskGroup.run(group -> {
      group.startSoon(() -> pair.send().sendAll(new ArrayDeque<>(List.of(1, 2, 3, 4))));
      Fairlead.awaitAllTasksBlocked();

      assertEquals(List.of(1, 2, 3, 4), pair.receive().receiveMany(10));
    });
    pair.close();
  }

  @Test
  void receiveManyWaitsForOneItemOnly() {
    TaskGroup.run(group -> {
      var receiving = group.startSoon(() -> pair.receive().receiveMany(10));
      Fairlead.awaitAllTasksBlocked();
      pair.send().send(1);

      assertEquals(List.of(1), receiving.await());
    });
    pair.close();
  }

  @Test
  void sendAllTakesTheOrderOfTheQueue() throws Exception {
    var items = new PriorityQueue<>(List.of(5, 3, 1, 4, 2));
    TaskGroup.run(group -> {
      TaskHandle<?> sending = group.startSoon(() -> pair.send().sendAll(items));
      Fairlead.awaitAllTasksBlocked();
      sending.cancelAndJoin();
    });

    assertEquals(List.of(1, 2, 3), pair.receive().receiveMany(10));
    assertEquals(List.of(4, 5), items.stream().sorted().toList());
    pair.send().sendAll(items);
    assertEquals(List.of(4, 5), pair.receive().receiveMany(10));
    pair.send().sendAll(items);
    pair.close();
  }
}
