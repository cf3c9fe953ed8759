package dev.fairlead.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every operation that waits promises, whatever it waits for. {@link TimedWaitContractTest}
 * has those that wait for a time; functions on worker threads have tests of their own.
 */
@ForEveryBackend
class WaitContractTest {

  private static final int RACES = 100;

  static Stream<Named<Supplier<WaitSubject>>> everyWait() {
    return Stream.of(SyncWaits.all(), StreamWaits.all(), ByteWaits.all())
        .flatMap(table -> table.entrySet().stream())
        .map(entry -> Named.of(entry.getKey(), entry.getValue()));
  }

  static Stream<Named<Supplier<WaitSubject>>> everyWaitThatCanBeClosed() {
    return everyWait().filter(subject -> subject.getPayload().get().isClosable());
  }

  @ParameterizedTest
  @MethodSource("everyWait")
  void cancelledBeforeItTakesNothing(Supplier<WaitSubject> maker) throws Exception {
    WaitSubject subject = maker.get();
    subject.arm();

    Waits.assertCancelledBefore(subject::await);

    subject.end();
    subject.assertNothingLost(false);
  }

  @ParameterizedTest
  @MethodSource("everyWait")
  void cancelledWhileItWaitsItTakesNothing(Supplier<WaitSubject> maker) throws Exception {
    WaitSubject subject = maker.get();
    subject.arm();

    Waits.assertCancelledWhileWaiting(subject::await);

    subject.end();
    subject.assertNothingLost(false);
  }

  @ParameterizedTest
  @MethodSource("everyWait")
  void cancelledAtTheMomentOfSuccessNothingIsLost(Supplier<WaitSubject> maker) throws Exception {
    WaitSubject subject = maker.get();
    subject.arm();

    Waits.race(
        RACES,
        subject::await,
        subject::end,
        succeeded -> {
          subject.assertNothingLost(succeeded);
          subject.arm();
        });

    subject.end();
    subject.assertNothingLost(false);
  }

  @ParameterizedTest
  @MethodSource("everyWaitThatCanBeClosed")
  void closedByAnotherTaskItEnds(Supplier<WaitSubject> maker) throws Exception {
    WaitSubject subject = maker.get();
    subject.arm();

    TaskGroup.run(group -> {
      group.startSoon(() -> assertThrows(subject.whenClosed(), subject::await));
      Fairlead.awaitAllTasksBlocked();
      group.startSoon(subject::close);
    });
  }

  @ParameterizedTest
  @MethodSource("everyWait")
  void ofTwoTasksBothGetTheirsOrTheSecondIsRefused(Supplier<WaitSubject> maker) throws Exception {
    WaitSubject subject = maker.get();
    var refused = new AtomicInteger();
    subject.arm();

    TaskGroup.run(group -> {
      TaskHandle<?> one = group.startSoon(() -> awaitUnlessBusy(subject, refused));
      TaskHandle<?> other = group.startSoon(() -> awaitUnlessBusy(subject, refused));
      Fairlead.awaitAllTasksBlocked();
      List<TaskHandle<?>> both = List.of(one, other);
      assertEquals(
          subject.isEndedBySecondTask(),
          both.stream().allMatch(task -> task.status().isEnd()),
          "whether both have ended");
      for (int ends = 0; ends < 2 && !both.stream().allMatch(t -> t.status().isEnd()); ends++) {
        subject.end();
        Fairlead.awaitAllTasksBlocked();
      }
      assertTrue(both.stream().allMatch(task -> task.status().isEnd()), "somebody waits on");
    });

    assertEquals(subject.isExclusive() ? 1 : 0, refused.get());
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
  void outsideARuntimeItIsAnError(Supplier<WaitSubject> maker) throws Exception {
    WaitSubject subject = maker.get();

    Waits.assertNeedsATask(subject::await);

    subject.arm();
    subject.end();
    subject.assertNothingLost(false);
  }
}
