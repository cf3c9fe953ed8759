package dev.fairlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Backends;
import dev.fairlead.lowlevel.Reactor;
import dev.fairlead.lowlevel.Strand;
import dev.fairlead.lowlevel.TaskTree;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A thread for a task can be made, and not be started. */
class UnstartableTaskTest {

  /** Starts no thread. */
  private record Stuck(Thread thread) implements Strand {
    @Override
    public void start() {
      throw new OutOfMemoryError("no memory for a stack");
    }

    @Override
    public void park() {
      throw new AssertionError("never runs");
    }

    @Override
    public void unpark() {}

    @Override
    public void yieldNow() {
      throw new AssertionError("never runs");
    }
  }

  /** As the default one, until it is told to refuse one task. */
  private static final class Refusing implements Backend {
    private final AtomicBoolean refusesNext = new AtomicBoolean();

    @Override
    public String name() {
      return "refusing";
    }

    @Override
    public Reactor open(String runtimeName) {
      Reactor real = Backends.virtual().open(runtimeName);
      return (Reactor)
          Proxy.newProxyInstance(
              Reactor.class.getClassLoader(),
              new Class<?>[] {Reactor.class},
              (_, method, arguments) ->
                  method.getName().equals("newStrand") && refusesNext.getAndSet(false)
                      ? new Stuck(Thread.ofVirtual().unstarted((Runnable) arguments[1]))
                      : method.invoke(real, arguments));
    }
  }

  private final Refusing backend = new Refusing();

  private void assertRefused(Executable starting) {
    backend.refusesNext.set(true);
    assertThrows(OutOfMemoryError.class, starting);
  }

  @Test
  void keepsNoGroupOpenAndNobodyWaiting() {
    Fairlead.run(
        o -> o.withBackend(backend),
        () ->
            TaskGroup.run(group -> {
              assertRefused(() -> group.startSoon(() -> {}));
              assertRefused(() -> group.startSoon(TaskOptions::withService, () -> {}));
              assertRefused(() -> group.start(status -> status.started(1)));

              Fairlead.awaitAllTasksBlocked();

              assertEquals(0, group.activeCount());
            }));
  }

  @Test
  void isNotSeenInTheTreeOfTasks() {
    Fairlead.run(
        o -> o.withBackend(backend),
        () ->
            TaskGroup.run(group -> {
              assertRefused(() -> group.startSoon(o -> o.withName("stillborn"), () -> {}));

              assertFalse(TaskTree.capture().toString().contains("stillborn"));
            }));
  }
}
