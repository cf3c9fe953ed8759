package dev.fairlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class GatherTest {

  private final Bodies bodies = new Bodies();

  @Test
  void resultsComeInTheOrderOfTheBodies() {
    var first = new Event();

    List<Integer> results =
        Tasks.gather(
            () -> {
              first.await();
              return 1;
            },
            () -> {
              first.set();
              return 2;
            });

    assertEquals(List.of(1, 2), results);
  }

  @Test
  void nothingGivesNothing() {
    assertEquals(List.of(), Tasks.<Integer>gather());
    assertEquals(List.of(), Tasks.map(List.<Integer>of(), n -> n));
  }

  @Test
  void theFirstFailureCancelsTheRest() {
    var group =
        assertThrows(ExceptionGroup.class, () -> Tasks.gather(Bodies::waitForEver, bodies::fail));

    assertEquals(List.of(bodies.failure), group.exceptions());
  }

  @Test
  void isCancelledAsAWhole() throws Exception {
    Waits.assertCancelledBefore(() -> Tasks.gather(() -> 1));
    Waits.assertCancelledWhileWaiting(() -> Tasks.gather(() -> 1, Bodies::waitForEver));
    Waits.assertNeedsATask(() -> Tasks.gather(() -> 1));
  }

  @Test
  void takesTimeInProportionToTheNumberOfTasks() {
    int count = 20_000;
    var bodies = IntStream.range(0, count).<Body<Integer, RuntimeException>>mapToObj(i -> () -> i);

    List<Integer> results = Tasks.gather(bodies.toList());

    assertEquals(IntStream.range(0, count).boxed().toList(), results);
  }
}
