package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.TaskGroup;
import org.junit.jupiter.api.Test;

@FairleadTest
class SequencerTest {

  private final Sequencer sequence = new Sequencer();
  private final Trail trail = new Trail();

  @Test
  void partsRunInTheOrderOfTheirPlaces() {
    TaskGroup.run(group -> {
      group.startSoon(() -> sequence.run(2, () -> trail.add("two")));
      group.startSoon(() -> {
        sequence.run(1, () -> trail.add("one"));
        sequence.run(3, () -> trail.add("three"));
      });
      sequence.run(0, () -> trail.add("zero"));
    });

    trail.assertIs("zero", "one", "two", "three");
  }

  @Test
  void aPlaceIsTakenOnce() {
    sequence.run(0, () -> {});

    assertThrows(IllegalStateException.class, () -> sequence.run(0, () -> {}));
    assertThrows(IllegalArgumentException.class, () -> sequence.run(-1, () -> {}));
  }

  @Test
  void aPartThatFailsLetsTheNextOneRun() {
    assertThrows(
        ArithmeticException.class,
        () ->
            sequence.run(
                0,
                () -> {
                  throw new ArithmeticException();
                }));

    sequence.run(1, () -> trail.add("one"));

    trail.assertIs("one");
  }

  @Test
  void whoIsCancelledBeforeItsPartBreaksTheSequence() {
    CancelScope scope = CancelScope.create();
    scope.cancel();
    scope.run(() -> sequence.run(1, () -> trail.add("never")));
    sequence.run(0, () -> trail.add("zero"));

    var failure =
        assertThrows(IllegalStateException.class, () -> sequence.run(2, () -> trail.add("never")));

    assertTrue(failure.getMessage().contains("place 1"), failure::getMessage);
    assertEquals(1, trail.events().size());
  }
}
