package dev.fairlead.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every operation that waits for a time promises. A test that looks at one that waits makes it
 * so long that it cannot end; one that needs its end, so short that it is soon there.
 */
@ForEveryBackend
class TimedWaitContractTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration SHORT = Duration.ofNanos(200_000);
  private static final int RACES = 60;
  private static final int MOST_RACES = 3_000;

  static Stream<Named<Function<Duration, WaitSubject>>> everyWait() {
    return TimedWaits.all().entrySet().stream()
        .map(entry -> Named.of(entry.getKey(), entry.getValue()));
  }

  static Stream<Named<Function<Duration, WaitSubject>>> everyWaitThatCanBeClosed() {
    return everyWait().filter(subject -> subject.getPayload().apply(DAY).isClosable());
  }

  @ParameterizedTest
  @MethodSource("everyWait")
  void cancelledBeforeItTakesNothing(Function<Duration, WaitSubject> maker) throws Exception {
    WaitSubject subject = maker.apply(SHORT);
    subject.arm();

    Waits.assertCancelledBefore(subject::await);

    subject.assertNothingLost(false);
  }

  @ParameterizedTest
  @MethodSource("everyWait")
  void cancelledWhileItWaitsItIsNotRegisteredAnyMore(Function<Duration, WaitSubject> maker)
      throws Exception {
    WaitSubject subject = maker.apply(DAY);
    subject.arm();

    Waits.assertCancelledWhileWaiting(subject::await);

    subject.assertNobodyWaits();
  }

  @ParameterizedTest
  @MethodSource("everyWait")
  void cancelledAtTheMomentOfSuccessNothingIsLost(Function<Duration, WaitSubject> maker)
      throws Exception {
    WaitSubject subject = maker.apply(SHORT);
    var random = new Random(7);
    int succeeded = 0;
    int races = 0;
    while (races < RACES || (isOneSided(succeeded, races) && races < MOST_RACES)) {
      subject.arm();
      boolean success = succeedsWithin(random.nextInt(2 * (int) SHORT.toNanos()), subject);
      subject.assertNothingLost(success);
      succeeded += success ? 1 : 0;
      races++;
    }

    assertFalse(isOneSided(succeeded, races), "one side has won all " + races + " races");
  }

  private static boolean isOneSided(int succeeded, int races) {
    return succeeded == 0 || succeeded == races;
  }

  private static boolean succeedsWithin(int nanos, WaitSubject subject) throws Exception {
    CancelScope scope = CancelScope.create();
    var succeeded = new AtomicBoolean();
    TaskGroup.run(group -> {
      group.startSoon(() -> {
        Fairlead.sleep(Duration.ofNanos(nanos));
        scope.cancel("race");
      });
      scope.run(() -> {
        subject.await();
        succeeded.set(true);
      });
    });
    return succeeded.get();
  }

  @ParameterizedTest
  @MethodSource("everyWaitThatCanBeClosed")
  void closedByAnotherTaskItEnds(Function<Duration, WaitSubject> maker) throws Exception {
    WaitSubject subject = maker.apply(DAY);
    subject.arm();

    TaskGroup.run(group -> {
      group.startSoon(() -> assertThrows(subject.whenClosed(), subject::await));
      Fairlead.awaitAllTasksBlocked();
      group.startSoon(subject::close);
    });
  }

  @ParameterizedTest
  @MethodSource("everyWait")
  void ofTwoTasksBothGetTheirsOrTheSecondIsRefused(Function<Duration, WaitSubject> maker)
      throws Exception {
    WaitSubject subject = maker.apply(DAY);
    var refused = new AtomicInteger();
    subject.arm();

    TaskGroup.run(group -> {
      TaskHandle<?> one = group.startSoon(() -> awaitUnlessBusy(subject, refused));
      TaskHandle<?> other = group.startSoon(() -> awaitUnlessBusy(subject, refused));
      Fairlead.awaitAllTasksBlocked();
      assertEquals(subject.isExclusive(), one.status().isEnd() || other.status().isEnd());
      group.cancel("enough seen");
    });

    assertEquals(subject.isExclusive() ? 1 : 0, refused.get());
    subject.assertNobodyWaits();
  }

  private static void awaitUnlessBusy(WaitSubject subject, AtomicInteger refused) throws Exception {
    try {
      subject.await();
    } catch (BusyResourceException e) {
      refused.incrementAndGet();
    }
  }

  @ParameterizedTest
  @MethodSource("everyWait")
  void outsideARuntimeItIsAnError(Function<Duration, WaitSubject> maker) throws Exception {
    WaitSubject subject = maker.apply(SHORT);

    Waits.assertNeedsATask(subject::await);

    subject.assertNothingLost(false);
  }
}
