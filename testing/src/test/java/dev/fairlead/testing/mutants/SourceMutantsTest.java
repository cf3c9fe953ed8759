package dev.fairlead.testing.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.stream.ByteSendStream;
import dev.fairlead.testing.OnBackend;
import dev.fairlead.testing.StreamCheckOptions;
import dev.fairlead.testing.StreamChecks;
import dev.fairlead.testing.StreamChecks.Ends;
import dev.fairlead.testing.StreamChecks.Source;
import dev.fairlead.testing.StreamChecks.Written;
import dev.fairlead.testing.mutants.SourceMutants.Flaw;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every check of sources and sinks notices one that breaks its promise. */
class SourceMutantsTest {

  /** Checks of one kind. */
  private record Kind(
      String name, Map<String, Flaw> flaws, Function<Flaw, Stream<DynamicTest>> checks) {

    List<DynamicTest> of(Flaw flaw) {
      return checks.apply(flaw).toList();
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind("sources", SourceMutants.OF_SOURCES, SourceMutantsTest::sources),
          new Kind("sinks", SourceMutants.OF_SINKS, SourceMutantsTest::sinks),
          new Kind(
              "sources of objects",
              SourceMutants.OF_OBJECT_SOURCES,
              SourceMutantsTest::objectSources));

  private static StreamCheckOptions simulated(StreamCheckOptions options) {
    return options.withBackends(OnBackend.SIMULATED);
  }

  private static Stream<DynamicTest> sources(Flaw flaw) {
    return StreamChecks.source(
        (content, _) -> new SourceMutants.Bytes(flaw, content), SourceMutantsTest::simulated);
  }

  private static Stream<DynamicTest> sinks(Flaw flaw) {
    return StreamChecks.sink(
        _ -> {
          var sink = new SourceMutants.Sink(flaw);
          return new Ends<ByteSendStream, Written>(sink, sink::written);
        },
        SourceMutantsTest::simulated);
  }

  private static Stream<DynamicTest> objectSources(Flaw flaw) {
    var numbers = IntStream.range(0, 100).boxed().toList();
    return StreamChecks.objectSource(
        _ -> Source.of(new SourceMutants.Objects(flaw, numbers), numbers),
        SourceMutantsTest::simulated);
  }

  @Test
  void everyCheckHasAMutant() {
    for (Kind kind : KINDS) {
      assertEquals(Mutations.names(kind.of(Flaw.NONE)), new TreeSet<>(kind.flaws.keySet()));
    }
  }

  @TestFactory
  Stream<DynamicContainer> everyMutantIsNoticed() {
    return KINDS.stream()
        .map(kind ->
            DynamicContainer.dynamicContainer(
                kind.name,
                kind.flaws.entrySet().stream()
                    .map(flaw ->
                        DynamicTest.dynamicTest(
                            flaw.getKey(),
                            () ->
                                assertTrue(
                                    Mutations.isNoticed(
                                        flaw.getKey(), kind.of(flaw.getValue())))))));
  }

  @TestFactory
  Stream<DynamicTest> withoutAMutationNothingIsNoticed() {
    return KINDS.stream().flatMap(kind -> kind.checks.apply(Flaw.NONE));
  }
}
