package dev.fairlead;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.Parking;
import dev.fairlead.lowlevel.TaskTree;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import dev.fairlead.sync.Promise;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Failures and reasons whose own code fails when it is asked what they are. */
@ForEveryBackend
class WithoutWordsTest {

  /** A failure of which one cannot even be told. */
  private static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new UnsupportedOperationException("has none");
    }
  }

  @Test
  void aFailureThatCannotSayWhatItIsFailsNobodyElse() {
    var mute = new Mute();

    var group =
        assertThrows(
            ExceptionGroup.class,
            () ->
                TaskGroup.run(g -> {
                  g.startSoon(Fairlead::sleepForever);
                  g.startSoon(() -> {
                    Fairlead.awaitAllTasksBlocked();
                    throw mute;
                  });
                  Fairlead.sleepForever();
                }));

    assertEquals(List.of(mute), group.exceptions());
    assertTrue(group.toString().contains(Mute.class.getName()), group::toString);
    var trace = new StringWriter();
    group.printStackTrace(new PrintWriter(trace));
    assertTrue(trace.toString().contains(Mute.class.getName()), trace::toString);
  }

  @Test
  void whatCannotBeToldIsTheCauseForWhoAwaitsIt() {
    var mute = new Mute();
    var promise = new Promise<String>();
    promise.fail(mute);
    TaskGroup.run(group -> {
      var task =
          group.startSoon(
              o -> o.withFailureToHandle(),
              () -> {
                throw mute;
              });
      assertSame(mute, assertThrows(TaskFailedException.class, task::await).getCause());
    });

    assertSame(mute, assertThrows(PromiseFailedException.class, promise::await).getCause());
  }

  @Test
  void aTimeoutIsOneEvenIfNobodyCanSayWhatWasWaitedFor() {
    WaitReason mute =
        () -> {
          throw new UnsupportedOperationException("cannot say");
        };

    assertThrows(
        DeadlineExceededException.class,
        () -> CancelScope.failAfter(ofMillis(1)).run(() -> Parking.park(new Waiter(), mute)));

    TaskGroup.run(group -> {
      group.startSoon(() -> Parking.park(new Waiter(), mute));
      Fairlead.awaitAllTasksBlocked();
      assertTrue(TaskTree.capture().toText().contains("UnsupportedOperationException"));
      group.cancel();
    });
  }
}
