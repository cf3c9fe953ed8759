package dev.fairlead.process;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class SignalsTest {

  @Test
  void aSignalIsReceived() {
    try (var receiver = Signals.open(Signal.SIGHUP)) {
      Signals.raise(Signal.SIGHUP);

      ReceivedSignal received = receiver.receive();

      assertEquals(Signal.SIGHUP, received.signal());
      assertEquals(1, received.count());
    }
  }

  @Test
  void aTaskThatWaitsIsWoken() {
    var received = new ArrayList<Signal>();
    try (var receiver = Signals.open(Signal.SIGHUP, Signal.SIGUSR1)) {
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
    try (var receiver = Signals.open(Signal.SIGHUP)) {
      var other = Signals.open(Signal.SIGHUP);
      Signals.raise(Signal.SIGHUP);
      other.receive();
      Signals.raise(Signal.SIGHUP);
      other.receive();
      other.close();

      assertEquals(1, receiver.receive().count());
      assertEquals(2, receiver.receive().count());
      assertTrue(receiver.tryReceive().isEmpty());
    }
  }

  @Test
  void everyReceiverIsTold() {
    try (var first = Signals.open(Signal.SIGHUP);
        var second = Signals.open(Signal.SIGUSR1, Signal.SIGHUP, Signal.SIGHUP)) {
      Signals.raise(Signal.SIGHUP);

      assertEquals(Signal.SIGHUP, first.receive().signal());
      assertEquals(Signal.SIGHUP, second.receive().signal());
      assertTrue(second.tryReceive().isEmpty());
    }
  }

  @Test
  void whatHandledASignalBeforeIsPutBackByTheLast() {
    Handlers.assertPutBack(
        "HUP",
        () -> {
          var first = Signals.open(Signal.SIGHUP);
          var second = Signals.open(Signal.SIGHUP);
          first.close();
          Signals.raise(Signal.SIGHUP);
          assertEquals(Signal.SIGHUP, second.receive().signal());
          second.close();
        });
  }

  @Test
  void aReceiverThatFailsToOpenListensToNothing() {
    Handlers.assertPutBack(
        "HUP",
        () -> {
          var error =
              assertThrows(
                  IllegalArgumentException.class,
                  () -> Signals.open(Signal.SIGHUP, Signal.SIGKILL));
          assertTrue(error.getMessage().contains("SIGKILL"), error.getMessage());
        });
    assertThrows(IllegalArgumentException.class, () -> Signals.open());
  }

  @Test
  void aCancelledReceiveLosesNothing() throws Exception {
    try (var receiver = Signals.open(Signal.SIGHUP)) {
      Waits.assertCancelledBefore(receiver::receive);
      Waits.assertCancelledWhileWaiting(receiver::receive);
      Signals.raise(Signal.SIGHUP);

      assertEquals(1, receiver.receive().count());
    }
  }

  @Test
  void closingWakesWhoWaits() {
    var receiver = Signals.open(Signal.SIGHUP);
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
          Signals.raise(Signal.SIGINT);
          Fairlead.awaitStopRequested();
          trail.add("ended in good order");
        });
    assertEquals(List.of("ended in good order"), trail);
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
