package dev.fairlead.testing.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testing.OnBackend;
import dev.fairlead.testing.StreamChecks;
import dev.fairlead.testing.StreamChecks.Ends;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every check of byte streams notices a stream that breaks its promise. */
class ByteMutantsTest {

  private static Map<String, UnaryOperator<ByteStream>> mutants() {
    var all = new TreeMap<String, UnaryOperator<ByteStream>>();
    all.putAll(TransferMutants.all());
    all.putAll(EndingMutants.all());
    all.putAll(CancelMutants.all());
    all.putAll(BothWaysMutants.all());
    return all;
  }

  private static List<DynamicTest> checks(UnaryOperator<ByteStream> mutant) {
    return StreamChecks.halfCloseable(
            _ -> {
              var pair = MemoryByteStreams.pair(1_000);
              return new Ends<>(mutant.apply(pair.first()), mutant.apply(pair.second()));
            },
            o -> o.withBackends(OnBackend.SIMULATED).withMostUnreceived(50_000))
        .toList();
  }

  @Test
  void everyCheckHasAMutant() {
    assertEquals(Mutations.names(checks(stream -> stream)), mutants().keySet());
  }

  @TestFactory
  Stream<DynamicTest> everyMutantIsNoticed() {
    return mutants().entrySet().stream()
        .map(mutant ->
            DynamicTest.dynamicTest(
                mutant.getKey(),
                () -> assertTrue(Mutations.isNoticed(mutant.getKey(), checks(mutant.getValue())))));
  }
}
