package dev.fairlead.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWheelTest {

  private static final long LAST_TICK = (1L << 46) - 1;

  private final TimerWheel wheel = new TimerWheel();

  private static final class Node extends TimerWheel.Node {
    private final long tick;

    Node(long tick) {
      this.tick = tick;
    }

    @Override
    public String toString() {
      return "node at " + tick;
    }
  }

  private Node add(long tick) {
    var node = new Node(tick);
    wheel.add(node, tick);
    return node;
  }

  private List<TimerWheel.Node> takeAll(long now) {
    var taken = new ArrayList<TimerWheel.Node>();
    var room = new TimerWheel.Node[7];
    int count;
    do {
      count = wheel.takeDue(now, room);
      taken.addAll(Arrays.asList(room).subList(0, count));
    } while (count == room.length);
    return taken;
  }

  @Test
  void anEmptyWheelHasNothingDueEver() {
    assertEquals(TimerWheel.NEVER, wheel.nextTick());
    assertEquals(List.of(), takeAll(LAST_TICK));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 63, 64, 65, 4095, 4096, 1 << 20, (1L << 46) - 1})
  void aTimerIsTakenAtItsTickAndNotBefore(long tick) {
    Node node = add(tick);

    assertEquals(List.of(), takeAll(tick - 1));
    assertEquals(List.of(node), takeAll(tick));
    assertFalse(node.isLinked());
    assertEquals(TimerWheel.NEVER, wheel.nextTick());
  }

  @Test
  void aTickThatHasPassedIsDueAtOnce() {
    takeAll(1000);
    Node node = add(3);

    assertEquals(1000, wheel.nextTick());
    assertEquals(List.of(node), takeAll(1000));
  }

  @Test
  void aRemovedTimerIsNotTaken() {
    Node kept = add(5000);
    Node removed = add(5000);

    wheel.remove(removed);

    assertEquals(List.of(kept), takeAll(9000));
  }

  @Test
  void timersOfOneTickAreTakenInTheOrderTheyCame() {
    List<Node> nodes = List.of(add(70), add(70), add(70));

    assertEquals(nodes, takeAll(70));
  }

  @Test
  void aStepOverALongTimeTakesTimersOfAllLevelsInOrder() {
    List<Node> late = List.of(add(1L << 40), add((1L << 40) + 1));
    List<Node> early = List.of(add(2), add(300), add(70_000));

    var expected = new ArrayList<TimerWheel.Node>(early);
    expected.addAll(late);

    assertEquals(expected, takeAll(1L << 41));
  }

  /** The same operations on the wheel and on a sorted map must take the same timers. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithASortedMap(long seed) {
    var random = new Random(seed);
    var model = new Model();
    for (int step = 0; step < 40_000; step++) {
      switch (random.nextInt(8)) {
        case 0, 1, 2, 3 -> model.add(random);
        case 4 -> model.remove(random);
        case 5 -> model.move(random);
        default -> model.advance(random);
      }
    }
    model.now = LAST_TICK;
    model.take();
    assertTrue(model.byTick.isEmpty());
    assertEquals(TimerWheel.NEVER, wheel.nextTick());
  }

  private final class Model {
    private final TreeMap<Long, List<Node>> byTick = new TreeMap<>();
    private final List<Node> all = new ArrayList<>();
    private long now;

    private long someTick(Random random) {
      int bits = random.nextInt(1, 40);
      return Math.min(now + (random.nextLong() & ((1L << bits) - 1)), LAST_TICK);
    }

    void add(Random random) {
      var node = new Node(someTick(random));
      wheel.add(node, node.tick);
      byTick.computeIfAbsent(node.tick, _ -> new ArrayList<>()).add(node);
      all.add(node);
    }

    void remove(Random random) {
      if (!all.isEmpty()) {
        Node node = all.remove(random.nextInt(all.size()));
        wheel.remove(node);
        forget(node);
      }
    }

    void move(Random random) {
      if (!all.isEmpty()) {
        remove(random);
        add(random);
      }
    }

    private void forget(Node node) {
      List<Node> same = byTick.get(node.tick);
      same.remove(node);
      if (same.isEmpty()) {
        byTick.remove(node.tick);
      }
    }

    void advance(Random random) {
      boolean toTheNext = random.nextBoolean();
      long next = wheel.nextTick();
      now = Math.max(now, toTheNext && next != TimerWheel.NEVER ? next : someTick(random));
      take();
    }

    void take() {
      var expected = new ArrayList<TimerWheel.Node>();
      while (!byTick.isEmpty() && byTick.firstKey() <= now) {
        expected.addAll(byTick.pollFirstEntry().getValue());
      }
      all.removeAll(expected);
      assertEquals(expected, takeAll(now));
      assertTrue(wheel.nextTick() > now, "nothing is due any more");
      assertTrue(byTick.isEmpty() || wheel.nextTick() <= byTick.firstKey(), "none is missed");
    }
  }
}
