package dev.fairlead.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelCause;
import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.ScopeCancelledException;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Failures of functions say here what they said there. */
@Tag("slow")
@Timeout(60) // Starting JVMs takes long on a busy machine.
@ExtendWith(NoProcessIsLeft.class)
class WorkerFailuresTest {

  private static final Command FAILING = Command.shell("echo out; echo err >&2; exit 7");

  @Test
  void aFailedCommandSaysAll() throws Throwable {
    ToProcessTest.run(() -> {
      var failed =
          assertThrows(
              ProcessFailedException.class,
              () -> ToProcess.call(ToProcessTest::light, () -> runThere(FAILING)));

      assertEquals(new ExitStatus.Exited(7), failed.status());
      assertEquals(FAILING.arguments(), failed.command().arguments());
      assertEquals("out\n", new String(failed.stdout(), UTF_8));
      assertEquals("err\n", new String(failed.stderr(), UTF_8));
      assertEquals(Optional.empty(), failed.stdoutFile());
    });
  }

  private static int runThere(Command command) throws IOException {
    return Fairlead.<Integer, IOException>call(() -> Processes.runProcess(command).stdout().length);
  }

  @Test
  void aCancelledScopeSaysWhy() throws Throwable {
    ToProcessTest.run(() -> {
      var cancelled =
          assertThrows(
              ScopeCancelledException.class,
              () -> ToProcess.call(ToProcessTest::light, WorkerFailuresTest::cancelThere));

      var cause = assertInstanceOf(CancelCause.Requested.class, cancelled.cancelCause());
      assertEquals("enough", cause.reason());
      assertEquals(1, cause.by().orElseThrow().id());
    });
  }

  private static int cancelThere() {
    return Fairlead.call(() -> {
      CancelScope scope = CancelScope.create();
      scope.cancel("enough");
      return scope.call(() -> {
        Fairlead.sleepForever();
        return 1;
      });
    });
  }

  /** Can be read in the process only that has made it. */
  private static final class Homebound implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long home = ProcessHandle.current().pid();

    private Object readResolve() throws ObjectStreamException {
      if (ProcessHandle.current().pid() != home) {
        throw new InvalidObjectException("it does not travel");
      }
      return this;
    }
  }

  @Test
  void aValueThatCannotBeReadHereIsNoBrokenWorker() throws Throwable {
    ToProcessTest.run(() -> {
      var unread =
          assertThrows(
              RemoteFailureException.class,
              () -> ToProcess.call(ToProcessTest::light, () -> new Homebound()));

      assertTrue(unread.getMessage().contains("it does not travel"), unread.getMessage());
      assertEquals(1, ToProcess.call(ToProcessTest::light, () -> 1));
    });
  }

  @Test
  void aRequestThatIsLargerThanTheMemoryOfTheWorkerBreaksIt() throws Throwable {
    ToProcessTest.run(() -> {
      byte[] large = new byte[100 << 20];

      var broken =
          assertThrows(
              BrokenWorkerProcessException.class,
              () -> ToProcess.call(ToProcessTest::light, () -> large.length));

      assertTrue(broken.getMessage().contains("OutOfMemoryError"), broken.getMessage());
    });
  }

  /** Cannot be made into bytes, and not for a reason that is one of serialisation. */
  private static final class Unwritable implements Serializable {
    private static final long serialVersionUID = 1L;

    private Object writeReplace() {
      throw new OutOfMemoryError("so much");
    }
  }

  @Test
  void anAnswerThatIsLargerThanTheMemoryBreaksTheWorkerWhateverItsFunctionsHaveLeft()
      throws Throwable {
    ToProcessTest.run(() -> {
      ToProcess.call(ToProcessTest::light, IdleWorkersTest::leaveAThreadBehind);

      var broken =
          assertThrows(
              BrokenWorkerProcessException.class,
              () -> ToProcess.call(ToProcessTest::light, () -> new Unwritable()));

      assertTrue(broken.getMessage().contains("OutOfMemoryError"), broken.getMessage());
    });
  }

  /** Each part is serialised within the one before it. */
  private record Chain(@Nullable Chain next) implements Serializable {
    private static final long serialVersionUID = 1L;

    static Chain of(int length) {
      Chain chain = null;
      for (int i = 0; i < length; i++) {
        chain = new Chain(chain);
      }
      return chain;
    }
  }

  @Test
  void whatIsNestedTooDeepCannotBeSerialised() throws Throwable {
    ToProcessTest.run(() -> {
      Chain deep = Chain.of(1_000_000);
      long worker = ToProcessTest.pid(ToProcessTest::light);

      assertThrows(
          IllegalArgumentException.class,
          () -> ToProcess.call(ToProcessTest::light, () -> deep.next() == null));
      assertThrows(
          RemoteFailureException.class,
          () -> ToProcess.call(ToProcessTest::light, () -> Chain.of(1_000_000)));
      assertEquals(worker, ToProcessTest.pid(ToProcessTest::light));
    });
  }
}
