package dev.fairlead.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectionKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadyKeysTest {

  private final ReadyKeys keys = new ReadyKeys();
  private final List<Integer> delivered = new ArrayList<>();

  /** A key of no channel; only its number counts. */
  private static final class Numbered extends AbstractSelectionKey {
    private final int number;

    Numbered(int number) {
      this.number = number;
    }

    private static UnsupportedOperationException numberOnly() {
      return new UnsupportedOperationException("this key has nothing but a number");
    }

    @Override
    public SelectableChannel channel() {
      throw numberOnly();
    }

    @Override
    public Selector selector() {
      throw numberOnly();
    }

    @Override
    public int interestOps() {
      throw numberOnly();
    }

    @Override
    public SelectionKey interestOps(int ops) {
      throw numberOnly();
    }

    @Override
    public int readyOps() {
      throw numberOnly();
    }
  }

  private void find(int count) {
    for (int i = 0; i < count; i++) {
      keys.accept(new Numbered(i));
    }
  }

  private List<Integer> deliver(int most) {
    delivered.clear();
    keys.deliver(most, key -> delivered.add(((Numbered) key).number));
    return delivered;
  }

  @Test
  void someAreDeliveredAtATimeInTheOrderInWhichTheyWereFound() {
    find(5);

    assertEquals(List.of(0, 1), deliver(2));
    assertEquals(List.of(2, 3), deliver(2));
    assertFalse(keys.isEmpty());
    assertEquals(List.of(4), deliver(2));
    assertTrue(keys.isEmpty());
    assertEquals(List.of(), deliver(2));
  }

  @Test
  void thereIsRoomForAnyNumberAgainAndAgain() {
    for (int round = 0; round < 3; round++) {
      find(1000);
      int sum = 0;
      while (!keys.isEmpty()) {
        sum += deliver(32).size();
      }
      assertEquals(1000, sum);
    }
  }

  @Test
  void whatIsFoundWhileOthersWaitComesAfterThem() {
    find(3);
    deliver(2);
    keys.accept(new Numbered(9));

    assertEquals(List.of(2, 9), deliver(5));
  }
}
