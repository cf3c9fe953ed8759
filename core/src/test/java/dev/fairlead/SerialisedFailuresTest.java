package dev.fairlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.sync.Lock;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What failures carry is there too after they have come from another process. */
@ForEveryBackend
class SerialisedFailuresTest {

  private static Object copyOf(Object original) throws Exception {
    var bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(original);
    return new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
  }

  static Stream<CancelCause> causes() {
    return Stream.of(
        new CancelCause.DeadlinePassed(new Deadline(5)),
        new CancelCause.Requested("no use", Optional.empty()),
        new CancelCause.Finished("main"),
        new CancelCause.Interrupted("main"),
        new CancelCause.Parent(new CancelCause.Requested("no use", Optional.empty())));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void whyAScopeOrARunWasCancelledIsTold(CancelCause cause) throws Exception {
    var scope = (ScopeCancelledException) copyOf(new ScopeCancelledException(cause));
    assertEquals(cause, scope.cancelCause());

    var run = (RunCancelledException) copyOf(new RunCancelledException(cause));
    assertEquals(cause, run.cancelCause());
  }

  @Test
  void theFailureThatCancelledIsTold() throws Exception {
    var cause = new CancelCause.Failed("fetch", new IOException("no route"));
    var copy = (ScopeCancelledException) copyOf(new ScopeCancelledException(cause));

    var failed = assertInstanceOf(CancelCause.Failed.class, copy.cancelCause());
    assertEquals(cause.describe(), failed.describe());
  }

  @Test
  void whoCancelledIsTold() throws Exception {
    CancelScope scope = CancelScope.create();
    scope.cancel("enough");
    var thrown =
        assertThrows(
            ScopeCancelledException.class,
            () ->
                scope.call(() -> {
                  Fairlead.sleepForever();
                  return 1;
                }));
    TaskInfo self = Fairlead.currentTask();

    var copy = (ScopeCancelledException) copyOf(thrown);

    var requested = assertInstanceOf(CancelCause.Requested.class, copy.cancelCause());
    assertEquals(thrown.getMessage(), copy.getMessage());
    assertEquals("enough", requested.reason());
    TaskInfo by = requested.by().orElseThrow();
    assertEquals(self.name(), by.name());
    assertEquals(self.id(), by.id());
    assertEquals(self.parentId(), by.parentId());
    assertEquals(Optional.empty(), by.waitingFor());
  }

  @Test
  void whoLeftALockLockedIsTold() throws Exception {
    var lock = new Lock();
    TaskGroup.run(group -> group.startSoon(o -> o.withName("careless"), lock::acquire));
    var thrown = assertThrows(BrokenLockException.class, lock::acquire);

    var copy = (BrokenLockException) copyOf(thrown);

    assertEquals("careless", copy.owner().name());
    assertTrue(copy.owner().parentId().isPresent());
    assertEquals(thrown.getMessage(), copy.getMessage());
  }
}
