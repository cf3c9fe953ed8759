package dev.fairlead;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testsupport.ForEveryBackend;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class FirstSuccessTest {

  private final Bodies bodies = new Bodies();

  @Test
  void failuresAreOfNoInterestIfOneSucceeds() {
    assertEquals(
        3,
        Tasks.<Integer>firstSuccess(
            bodies::fail,
            Bodies::waitForEver,
            () -> {
              Fairlead.sleep(ofMillis(1));
              return 3;
            }));
  }

  @Test
  void ifAllFailAllFailuresAreThrown() {
    var other = new IllegalStateException("other");

    var group =
        assertThrows(
            ExceptionGroup.class,
            () ->
                Tasks.<Integer>firstSuccess(
                    bodies::fail,
                    () -> {
                      Fairlead.sleep(ofMillis(1));
                      throw other;
                    }));

    assertEquals(Set.of(bodies.failure, other), Set.copyOf(group.exceptions()));
  }

  @Test
  void aStaggeredBodyStartsWhenTheOneBeforeIsTooSlow() {
    var started = new ConcurrentLinkedQueue<Integer>();
    Deadline begin = Fairlead.currentTime();

    int winner =
        Tasks.<Integer>firstSuccess(
            o -> o.withStagger(ofMillis(5)),
            List.of(
                () -> {
                  started.add(1);
                  return Bodies.waitForEver();
                },
                () -> {
                  started.add(2);
                  return 2;
                },
                () -> {
                  started.add(3);
                  return Bodies.waitForEver();
                }));

    assertEquals(2, winner);
    assertTrue(started.contains(2), started::toString);
    assertFalse(Fairlead.currentTime().isBefore(begin.plus(ofMillis(5))));
  }

  @Test
  void aFailureStartsTheNextBodyAtOnce() {
    assertEquals(
        2,
        Tasks.<Integer>firstSuccess(o -> o.withStagger(ofDays(1)), List.of(bodies::fail, () -> 2)));
  }

  @Test
  void aNegativeDelayIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Tasks.firstSuccess(o -> o.withStagger(ofMillis(-1)), List.of(() -> 1)));
  }
}
