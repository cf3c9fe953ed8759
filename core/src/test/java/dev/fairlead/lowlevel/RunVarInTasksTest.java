package dev.fairlead.lowlevel;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class RunVarInTasksTest {

  @Test
  void aValueThatHasToBeWaitedForIsMadeOnce() {
    var made = new AtomicInteger();
    RunVar<Integer> var =
        RunVar.withInitial(
            "number",
            () -> {
              Fairlead.sleep(ofMillis(5));
              return made.incrementAndGet();
            });
    TaskGroup.run(group -> {
      for (int i = 0; i < 5; i++) {
        group.startSoon(() -> assertEquals(1, var.get()));
      }
    });
  }

  @Test
  void whoWaitsForAValueMakesItIfTheFirstIsCancelled() {
    RunVar<String> var = RunVar.withInitial("name", RunVarInTasksTest::nameOfTheTask);
    TaskGroup.run(group -> {
      var first = group.startSoon(o -> o.withName("first"), var::get);
      Fairlead.awaitAllTasksBlocked();
      var second = group.startSoon(o -> o.withName("second"), var::get);
      Fairlead.awaitAllTasksBlocked();
      assertTrue(TaskTree.capture().toText().contains("the initial value of run variable name"));

      first.cancel();

      assertEquals("second", second.await());
      assertEquals("second", var.get());
    });
  }

  /** The first task waits for ever. */
  private static String nameOfTheTask() {
    String name = Fairlead.currentTask().name();
    if (name.equals("first")) {
      Fairlead.sleepForever();
    }
    return name;
  }

  @Test
  void aValueThatIsMadeFromItselfIsAnError() {
    var self = new AtomicReference<RunVar<String>>();
    RunVar<String> var = RunVar.withInitial("name", () -> self.get().get());
    self.set(var);

    var error = assertThrows(IllegalStateException.class, var::get);
    assertTrue(error.getMessage().contains("made from itself"), error::getMessage);
  }
}
