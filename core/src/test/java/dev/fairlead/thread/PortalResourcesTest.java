package dev.fairlead.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskFailedException;
import dev.fairlead.TaskGroup;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Resources that a task of a portal holds. */
class PortalResourcesTest extends PortalOfEveryBackend {

  @SuppressWarnings("try") // It may throw anything.
  private static final class Probe implements AutoCloseable {
    private final long task = Fairlead.currentTask().id();
    private final AtomicReference<Long> closedBy = new AtomicReference<>();
    private Exception failure;

    @Override
    public void close() throws Exception {
      closedBy.set(Fairlead.currentTask().id());
      if (failure != null) {
        throw failure;
      }
    }
  }

  @Test
  @SuppressWarnings("try") // A probe may throw anything.
  void aResourceIsOpenedAndClosedInOneTask() throws IOException {
    Probe probe;
    try (BlockingPortal.Held<Probe> held = portal().hold(Probe::new)) {
      probe = held.value();
      assertEquals(null, probe.closedBy.get());
    }

    assertEquals(probe.task, probe.closedBy.get());
  }

  @Test
  void whatTheClosingThrowsIsThrownByTheCloseOutside() {
    BlockingPortal.Held<Probe> held = portal().hold(Probe::new);
    held.value().failure = new IOException("not flushed");
    assertSame(held.value().failure, assertThrows(IOException.class, held::close));

    BlockingPortal.Held<Probe> other = portal().hold(Probe::new);
    other.value().failure = new Exception("odd");
    assertSame(
        other.value().failure, assertThrows(TaskFailedException.class, other::close).getCause());
  }

  @Test
  void whatTheOpeningThrowsIsThrown() {
    var failure = new IOException("refused");

    assertSame(
        failure,
        assertThrows(
            IOException.class,
            () ->
                portal()
                    .<Probe, IOException>hold(() -> {
                      throw failure;
                    })));
  }

  @Test
  void aStopWithCancellationClosesWhatIsHeld() throws IOException {
    BlockingPortal.Held<Probe> held = portal().hold(Probe::new);

    portal().stopAndCancel();
    held.close();

    assertEquals(held.value().task, held.value().closedBy.get());
  }

  @Test
  void aGroupCanBeKeptOpenFromOutside() throws Exception {
    var ran = new CountDownLatch(1);
    try (BlockingPortal.Held<TaskGroup> held =
        portal().holdInside(holding -> TaskGroup.run(holding::keep))) {
      held.value().startSoon(ran::countDown);
      ran.await();
    }
    assertEquals(0, ran.getCount());
  }
}
