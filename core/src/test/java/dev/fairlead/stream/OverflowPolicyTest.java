package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.testsupport.ForEveryBackend;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of an object for which there is no room. */
@ForEveryBackend
class OverflowPolicyTest {

  @Test
  void dropOldestKeepsTheNewest() throws Exception {
    var dropped = new ArrayList<Integer>();
    try (var pair =
        MemoryObjectStreams.<Integer>create(
            2, o -> o.withOverflow(OverflowPolicy.DROP_OLDEST).withUndelivered(dropped::add))) {
      for (int i = 1; i <= 5; i++) {
        pair.send().send(i);
      }

      assertEquals(List.of(4, 5), pair.receive().receiveMany(5));
      assertEquals(List.of(1, 2, 3), dropped);
      assertEquals(3, pair.send().statistics().dropped());
      assertEquals(5, pair.send().statistics().sent());
    }
  }

  @Test
  void dropNewestKeepsTheOldest() throws Exception {
    var dropped = new ArrayList<Integer>();
    try (var pair =
        MemoryObjectStreams.<Integer>create(
            1, o -> o.withOverflow(OverflowPolicy.DROP_NEWEST).withUndelivered(dropped::add))) {
      pair.send().send(1);
      pair.send().send(2);
      assertFalse(pair.send().trySend(3));

      assertEquals(List.of(1), pair.receive().receiveMany(5));
      assertEquals(List.of(2, 3), dropped);
      assertEquals(2, pair.send().statistics().dropped());
    }
  }

  @Test
  void failThrowsAndKeepsTheItemOut() throws Exception {
    try (var pair =
        MemoryObjectStreams.<Integer>create(1, o -> o.withOverflow(OverflowPolicy.FAIL))) {
      pair.send().send(1);

      assertThrows(dev.fairlead.StreamFullException.class, () -> pair.send().send(2));
      assertFalse(pair.send().trySend(3));

      assertEquals(List.of(1), pair.receive().receiveMany(5));
    }
  }

  @Test
  void itemsLeftWhenTheLastReceiverClosesAreTold() throws Exception {
    var left = new ArrayList<Integer>();
    var pair = MemoryObjectStreams.<Integer>create(3, o -> o.withUndelivered(left::add));
    pair.send().send(1);
    pair.send().send(2);

    pair.close();

    assertEquals(List.of(1, 2), left);
  }
}
