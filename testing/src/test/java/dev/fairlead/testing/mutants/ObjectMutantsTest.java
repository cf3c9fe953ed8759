package dev.fairlead.testing.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.stream.ObjectStream;
import dev.fairlead.stream.StapledObjectStream;
import dev.fairlead.testing.OnBackend;
import dev.fairlead.testing.StreamChecks;
import dev.fairlead.testing.StreamChecks.Ends;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every check of streams of objects notices a stream that breaks its promise. */
class ObjectMutantsTest {

  private static List<DynamicTest> checks(UnaryOperator<ObjectStream<Integer>> mutant) {
    return StreamChecks.<Integer>objects(
            _ -> {
              var there = MemoryObjectStreams.<Integer>create(2);
              var back = MemoryObjectStreams.<Integer>create(2);
              return new Ends<>(
                  mutant.apply(new StapledObjectStream<>(there.send(), back.receive())),
                  mutant.apply(new StapledObjectStream<>(back.send(), there.receive())));
            },
            number -> number,
            o -> o.withBackends(OnBackend.SIMULATED).withShared().withMostUnreceived(2))
        .toList();
  }

  @Test
  void everyCheckHasAMutant() {
    assertEquals(
        Mutations.names(checks(stream -> stream)), new TreeSet<>(ObjectMutants.all().keySet()));
  }

  @TestFactory
  Stream<DynamicTest> everyMutantIsNoticed() {
    return ObjectMutants.all().entrySet().stream()
        .map(mutant ->
            DynamicTest.dynamicTest(
                mutant.getKey(),
                () -> assertTrue(Mutations.isNoticed(mutant.getKey(), checks(mutant.getValue())))));
  }

  @TestFactory
  Stream<DynamicTest> withoutAMutationNothingIsNoticed() {
    return checks(ForwardingObjects::new).stream();
  }
}
