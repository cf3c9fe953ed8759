package dev.fairlead.testing.conformance;

import dev.fairlead.Body;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.Tasks;
import dev.fairlead.stream.ObjectReceiveStream;
import dev.fairlead.stream.ObjectStreams;
import dev.fairlead.stream.Ticker;
import dev.fairlead.sync.Promise;
import dev.fairlead.testing.StreamChecks;
import dev.fairlead.testing.StreamChecks.Ends;
import dev.fairlead.testing.StreamChecks.Source;
import dev.fairlead.testsupport.Checked;
import dev.fairlead.testsupport.SeenAs;
import dev.fairlead.testsupport.SentBy;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Streams whose objects nobody sends keep the contract of streams. */
class CoreSourcesTest {

  private static final List<Integer> NUMBERS = IntStream.range(0, 500).boxed().toList();

  private static Stream<DynamicTest> ofNumbers(
      Function<TaskGroup, ObjectReceiveStream<Integer>> maker) {
    return StreamChecks.objectSource(
        services -> Source.of(maker.apply(services), NUMBERS), o -> o.withSeeds(1));
  }

  @TestFactory
  Stream<DynamicTest> collections() {
    return ofNumbers(_ -> Checked.as("IteratorStream", ObjectStreams.from(NUMBERS)));
  }

  @TestFactory
  Stream<DynamicTest> streamsOfTheJdk() {
    return ofNumbers(_ -> Checked.as("IteratorStream", ObjectStreams.from(NUMBERS.stream())));
  }

  @TestFactory
  Stream<DynamicTest> producers() {
    return ofNumbers(services ->
        Checked.as(
            "Pumped",
            ObjectStreams.produce(
                services,
                3,
                out -> {
                  for (int number : NUMBERS) {
                    out.send(number);
                  }
                })));
  }

  /** That catches up, so that a slow machine misses none. */
  @TestFactory
  Stream<DynamicTest> tickers() {
    var numbers = LongStream.rangeClosed(1, 100).boxed().toList();
    return StreamChecks.objectSource(
        _ -> {
          var ticker =
              Ticker.every(
                  Duration.ofNanos(50_000), o -> o.withMissed(Ticker.MissedTicks.CATCH_UP));
          return new Source<>(Checked.as("Ticker", ticker), Ticker.Tick::number, numbers, false);
        },
        o -> o.withSeeds(1));
  }

  /** Tasks that end when they are told to. */
  @TestFactory
  Stream<DynamicTest> endsOfTasks() {
    return StreamChecks.unreliableObjects(
        services -> {
          var promises = NUMBERS.stream().map(_ -> new Promise<Integer>()).toList();
          List<Body<Integer, RuntimeException>> bodies =
              promises.stream().<Body<Integer, RuntimeException>>map(p -> p::await).toList();
          ObjectReceiveStream<TaskHandle<Integer>> ends = Tasks.asCompleted(services, bodies);
          return new Ends<>(
              new SentBy<Integer>(number -> promises.get(number).complete(number)),
              new SeenAs<>(Checked.as("Completions", ends), TaskHandle::result));
        },
        number -> number,
        o -> o.withShared().withSeeds(1));
  }
}
