package dev.fairlead.lowlevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import dev.fairlead.Fairlead;
import dev.fairlead.NoRuntimeException;
import dev.fairlead.TaskGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunVarTest {

  @Test
  void variablesOfTheSameNameAreDifferent() {
    RunVar<Integer> one = RunVar.of("number");
    RunVar<Integer> other = RunVar.of("number");

    Fairlead.run(() -> {
      var _ = one.set(1);
      assertEquals(Optional.empty(), other.find());
    });
  }

  @Test
  void everyRuntimeHasItsOwnValue() {
    var counter = new AtomicInteger();
    RunVar<Integer> var = RunVar.withInitial("number", counter::incrementAndGet);
    List<Integer> seen = new ArrayList<>();

    Fairlead.run(() -> seen.addAll(List.of(var.get(), var.get())));
    Fairlead.run(() -> seen.add(var.get()));

    assertEquals(List.of(1, 1, 2), seen);
  }

  @Test
  void aValueIsClosedWhenItsRuntimeEnds() {
    List<String> trail = new ArrayList<>();
    RunVar<String> var =
        RunVar.withInitial("resource", () -> "opened", value -> trail.add("closed, was " + value));

    Fairlead.run(() -> trail.add(var.get()));
    Fairlead.run(() -> trail.add("not used"));

    assertEquals(List.of("opened", "closed, was opened", "not used"), trail);
  }

  @Test
  void allValuesAreClosedWhateverOneOfThemThrows() {
    var closed = new AtomicInteger();
    Fairlead.run(() -> {
      for (int i = 0; i < 10; i++) {
        RunVar<Integer> var =
            RunVar.withInitial("number", closed::get, _ -> fail("no. " + closed.incrementAndGet()));
        assertEquals(0, var.get());
      }
    });

    assertEquals(10, closed.get());
  }

  @Test
  void aValueCanBeMadeFromThoseOfOtherVariables() {
    Fairlead.run(() -> {
      for (int i = 0; i < 200; i++) { // Some of them share a slot of the table.
        RunVar<String> one = RunVar.withInitial("one", () -> "one");
        RunVar<String> two = RunVar.withInitial("two", () -> one.get() + " and two");

        assertEquals("one and two", two.get());
      }
    });
  }

  @Test
  void allTasksOfARuntimeSeeWhatOneSets() {
    RunVar<String> var = RunVar.of("name");
    List<String> seen = new ArrayList<>();

    Fairlead.run(() -> {
      TaskGroup.run(group -> group.startSoon(() -> var.set("set")));
      seen.add(var.get());
    });

    assertEquals(List.of("set"), seen);
  }

  @Test
  void aVariableWithoutValueSaysSo() {
    RunVar<String> var = RunVar.of("name");

    Fairlead.run(() -> {
      assertEquals(Optional.empty(), var.find());
      var error = assertThrows(IllegalStateException.class, var::get);
      assertEquals(
          "run variable name has no value in this runtime; call set(value) first",
          error.getMessage());
    });
  }

  @Test
  void unsettingBringsTheInitialValueBack() {
    RunVar<String> var = RunVar.withInitial("name", () -> "initial");
    List<String> seen = new ArrayList<>();

    Fairlead.run(() -> {
      var.set("changed");
      seen.add(var.get());
      var.unset();
      seen.add(var.get());
    });

    assertEquals(List.of("changed", "initial"), seen);
  }

  @Test
  void outsideARuntimeThereIsNoValue() {
    assertThrows(NoRuntimeException.class, RunVar.of("name")::get);
  }
}
