package dev.fairlead.process;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * With signals that no parent process has told its children to ignore, as it may SIGHUP and SIGINT.
 */
@ForEveryBackend
class SignalsTest {

  private static final Duration LONG_ENOUGH = ofSeconds(5);

  @Test
  void aSignalIsReceived() {
    try (var receiver = Signals.open(Signal.SIGWINCH)) {
      Signals.raise(Signal.SIGWINCH);

      ReceivedSignal received = receiver.receive();

      assertEquals(Signal.SIGWINCH, received.signal());
      assertEquals(1, received.count());
    }
  }

  @Test
  void aTaskThatWaitsIsWoken() {
    var received = new ArrayList<Signal>();
    try (var receiver = Signals.open(Signal.SIGWINCH, Signal.SIGUSR1)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> received.add(receiver.receive().signal()));
        Fairlead.awaitAllTasksBlocked();
        Signals.raise(Signal.SIGUSR1);
      });
    }
    assertEquals(List.of(Signal.SIGUSR1), received);
  }

  @Test
  void signalsThatCameBeforeAnybodyAskedAreKept() {
    try (var receiver = Signals.open(Signal.SIGWINCH)) {
      var other = Signals.open(Signal.SIGWINCH);
      Signals.raise(Signal.SIGWINCH);
      other.receive();
      Signals.raise(Signal.SIGWINCH);
      other.receive();
      other.close();

      assertEquals(1, receiver.receive().count());
      assertEquals(2, receiver.receive().count());
      assertTrue(receiver.tryReceive().isEmpty());
    }
  }

  @Test
  void everyReceiverIsTold() {
    try (var first = Signals.open(Signal.SIGWINCH);
        var second = Signals.open(Signal.SIGUSR1, Signal.SIGWINCH, Signal.SIGWINCH)) {
      Signals.raise(Signal.SIGWINCH);

      assertEquals(Signal.SIGWINCH, first.receive().signal());
      assertEquals(Signal.SIGWINCH, second.receive().signal());
      assertTrue(second.tryReceive().isEmpty());
    }
  }

  @Test
  void whatHandledASignalBeforeIsPutBackByTheLast() {
    Handlers.assertPutBack(
        "WINCH",
        () -> {
          var first = Signals.open(Signal.SIGWINCH);
          var second = Signals.open(Signal.SIGWINCH);
          first.close();
          Signals.raise(Signal.SIGWINCH);
          assertEquals(Signal.SIGWINCH, second.receive().signal());
          second.close();
        });
  }

  @Test
  void aReceiverThatFailsToOpenListensToNothing() {
    Handlers.assertPutBack(
        "WINCH",
        () -> {
          var error =
              assertThrows(
                  IllegalArgumentException.class,
                  () -> Signals.open(Signal.SIGWINCH, Signal.SIGKILL));
          assertTrue(error.getMessage().contains("SIGKILL"), error.getMessage());
        });
    assertThrows(IllegalArgumentException.class, () -> Signals.open());
    // The JVM itself would hand it over.
    assertThrows(IllegalArgumentException.class, () -> Signals.open(Signal.SIGUSR2));
  }

  @Test
  void aCancelledReceiveLosesNothing() throws Exception {
    try (var receiver = Signals.open(Signal.SIGWINCH)) {
      Waits.assertCancelledBefore(receiver::receive);
      Waits.assertCancelledWhileWaiting(receiver::receive);
      Signals.raise(Signal.SIGWINCH);

      assertEquals(1, receiver.receive().count());
    }
  }

  @Test
  void closingWakesWhoWaits() {
    var receiver = Signals.open(Signal.SIGWINCH);
    TaskGroup.run(group -> {
      group.startSoon(() -> assertThrows(ClosedResourceException.class, receiver::receive));
      Fairlead.awaitAllTasksBlocked();
      receiver.close();
    });
    assertThrows(ClosedResourceException.class, receiver::receive);
    receiver.close();
  }

  @Test
  void aSignalStopsTheProgramWithAReason() {
    var reason = new StringBuilder();

    Optional<ReceivedSignal> stoppedBy =
        Signals.runUntilStopped(
            ZERO,
            group -> {
              Signals.raise(Signal.SIGTERM);
              try {
                Fairlead.sleepForever();
              } finally {
                reason.append(Fairlead.currentScope().cancelCause().orElseThrow().describe());
              }
            });

    assertEquals(Signal.SIGTERM, stoppedBy.orElseThrow().signal());
    assertTrue(reason.toString().contains("SIGTERM"), reason.toString());
  }

  @Test
  void theProgramIsGivenGrace() {
    var trail = new ArrayList<String>();
    Signals.runUntilStopped(
        ofSeconds(60),
        group -> {
          Signals.raise(Signal.SIGTERM);
          Fairlead.awaitStopRequested();
          trail.add("ended in good order");
        });
    assertEquals(List.of("ended in good order"), trail);
  }

  @Test
  void aSignalInTheInstantInWhichTheProgramEndsIsNotLost() {
    for (int i = 0; i < 50; i++) {
      var stoppedBy = Signals.runUntilStopped(ofSeconds(60), group -> hearASignalAndEnd());

      assertEquals(Signal.SIGTERM, stoppedBy.orElseThrow().signal());
    }
  }

  /** Whoever has come to listen before has heard it then. */
  private static void hearASignalAndEnd() {
    try (var last = Signals.open(Signal.SIGTERM)) {
      Signals.raise(Signal.SIGTERM);
      while (last.tryReceive().isEmpty()) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void aSignalStopsTheProgramOrDoesWhatItDidBefore() {
    int rounds = 2_000;
    long until = System.nanoTime() + LONG_ENOUGH.toNanos(); // Others may want the processors too.
    var unheard = new AtomicInteger();
    Handlers.counting(
        "TERM",
        unheard,
        () -> {
          int stopped = 0;
          for (int i = 0; i < rounds && System.nanoTime() < until; i++) {
            Thread.ofPlatform().start(() -> Signals.raise(Signal.SIGTERM));
            if (Signals.runUntilStopped(ofSeconds(60), group -> {}).isPresent()) {
              stopped++;
            }
            while (stopped + unheard.get() <= i) {
              Checkpoints.checkpoint();
            }
          }
        });
  }

  @Test
  void aNegativeGraceIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> Signals.runUntilStopped(ofSeconds(-1), group -> {}));
  }

  @Test
  void aProgramThatEndsByItselfLeavesNoHandler() {
    Handlers.assertPutBack(
        "TERM",
        () -> {
          assertTrue(Signals.runUntilStopped(ofSeconds(1), group -> {}).isEmpty());
          assertThrows(IOException.class, () -> Signals.runUntilStopped(ofSeconds(1), this::fail));
        });
  }

  private void fail(TaskGroup group) throws IOException {
    throw new IOException("its own");
  }

  @Test
  void numbersAreThoseOfThisSystem() {
    assertEquals(9, Signal.SIGKILL.number());
    assertEquals(Optional.of(Signal.SIGTERM), Signal.ofNumber(15));
    assertTrue(Signal.ofNumber(63).isEmpty());
  }
}
