package dev.fairlead.testing.internal.checks;

import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.testing.StreamCheckOptions;
import dev.fairlead.testing.StreamChecks.Ends;
import dev.fairlead.testing.StreamChecks.Maker;
import dev.fairlead.testing.internal.checks.CheckRunner.Opened;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The checks of byte streams. */
public final class ByteChecks {

  private ByteChecks() {}

  /** Checks of one direction. */
  public static Stream<DynamicTest> oneWay(
      Maker<ByteSendStream, ByteReceiveStream> maker, StreamCheckOptions options) {
    var runner =
        new CheckRunner<Way>(
            services -> {
              Ends<? extends ByteSendStream, ? extends ByteReceiveStream> ends =
                  maker.make(services);
              var way = new Way(ends.one(), ends.other(), options);
              return Opened.of(way, ends.one(), ends.other());
            },
            options);
    return runner.tests(ofOneWay());
  }

  private static List<Check<Way>> ofOneWay() {
    return Stream.of(TransferChecks.all(), EndingChecks.all(), CancelChecks.all())
        .flatMap(List::stream)
        .toList();
  }

  /** Checks of both directions. */
  public static Stream<DynamicTest> twoWay(
      Maker<ByteStream, ByteStream> maker, StreamCheckOptions options) {
    return runner(maker, options).tests(ofTwoWays());
  }

  private static CheckRunner<TwoWay> runner(
      Maker<ByteStream, ByteStream> maker, StreamCheckOptions options) {
    return new CheckRunner<>(
        services -> {
          Ends<? extends ByteStream, ? extends ByteStream> ends = maker.make(services);
          var both = new TwoWay(ends.one(), ends.other(), options);
          return Opened.of(both, ends.one(), ends.other());
        },
        options);
  }

  private static List<Check<TwoWay>> ofTwoWays() {
    return Stream.of(
            ofOneWay().stream().map(check -> check.on("", (TwoWay ends) -> ends.there)),
            ofOneWay().stream().map(check -> check.on(", and back", (TwoWay ends) -> ends.back)),
            BothWaysChecks.all().stream())
        .flatMap(checks -> checks)
        .toList();
  }

  /** Checks of both directions that end on their own. */
  public static Stream<DynamicTest> halfCloseable(
      Maker<ByteStream, ByteStream> maker, StreamCheckOptions options) {
    return runner(maker, options)
        .tests(Stream.concat(ofTwoWays().stream(), HalfCloseChecks.all().stream()).toList());
  }
}
