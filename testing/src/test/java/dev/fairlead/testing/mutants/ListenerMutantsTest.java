package dev.fairlead.testing.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testing.OnBackend;
import dev.fairlead.testing.StreamChecks;
import dev.fairlead.testing.StreamChecks.Ends;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every check of listeners notices one that breaks its promise. */
class ListenerMutantsTest {

  private static List<DynamicTest> checks(Supplier<InMemoryListener> mutant, OnBackend... on) {
    return StreamChecks.listener(
            _ -> {
              InMemoryListener listener = mutant.get();
              return new Ends<>(listener, listener::connect);
            },
            o -> o.withBackends(on))
        .toList();
  }

  @Test
  void everyCheckHasAMutant() {
    assertEquals(
        Mutations.names(checks(InMemoryListener::new, OnBackend.SIMULATED)),
        new TreeSet<>(ListenerMutants.all().keySet()));
  }

  @TestFactory
  Stream<DynamicTest> everyMutantIsNoticed() {
    return ListenerMutants.all().entrySet().stream()
        .map(mutant ->
            DynamicTest.dynamicTest(
                mutant.getKey(),
                () ->
                    assertTrue(
                        Mutations.isNoticed(
                            mutant.getKey(), checks(mutant.getValue(), OnBackend.SIMULATED)))));
  }

  @TestFactory
  Stream<DynamicTest> withoutAMutationNothingIsNoticed() {
    return checks(InMemoryListener::new, OnBackend.values()).stream();
  }
}
