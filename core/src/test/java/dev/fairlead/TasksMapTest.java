package dev.fairlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.sync.Barrier;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class TasksMapTest {

  private final Bodies bodies = new Bodies();

  @Test
  void resultsComeInTheOrderOfTheInputs() {
    assertEquals(List.of(2, 4, 6), Tasks.map(List.of(1, 2, 3), n -> 2 * n));
  }

  @Test
  void asManyAsTheLimitRunAtOnceAndNoMore() {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    var three = new Barrier(3);

    Tasks.forEach(
        IntStream.range(0, 30).boxed().toList(),
        3,
        _ -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          three.await();
          running.decrementAndGet();
        });

    assertEquals(3, most.get());
    assertEquals(0, running.get());
  }

  @Test
  void theNextInputIsTakenWhenThereIsRoomForItsTask() {
    var taken = new AtomicInteger();
    Iterable<Integer> inputs = () -> IntStream.generate(taken::incrementAndGet).boxed().iterator();

    CancelScope scope = CancelScope.create();
    TaskGroup.run(group -> {
      group.startSoon(() -> scope.run(() -> Tasks.map(inputs, 5, _ -> Bodies.waitForEver())));
      Fairlead.awaitAllTasksBlocked();
      scope.cancel();
    });

    assertTrue(taken.get() <= 6, taken::toString);
  }

  @Test
  void inputsMayBeWaitedFor() throws IOException {
    try (var inputs = MemoryObjectStreams.<Integer>create(0)) {
      List<Integer> results =
          TaskGroup.call(group -> {
            var mapping = group.startSoon(() -> Tasks.map(inputs.receive(), 2, n -> n + 1));
            inputs.send().send(1);
            inputs.send().send(2);
            inputs.send().close();
            return mapping.await();
          });

      assertEquals(List.of(2, 3), results);
    }
  }

  @Test
  void aFailureCancelsTheRestAndTakesNoMoreInputs() {
    var seen = new ConcurrentLinkedQueue<Integer>();

    var group =
        assertThrows(
            ExceptionGroup.class,
            () ->
                Tasks.forEach(
                    List.of(1, 2, 3),
                    1,
                    n -> {
                      seen.add(n);
                      bodies.fail();
                    }));

    assertSame(bodies.failure, group.single().orElseThrow());
    assertEquals(List.of(1), List.copyOf(seen));
  }

  @Test
  void aLimitBelowOneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Tasks.map(List.of(1), 0, n -> n));
  }
}
