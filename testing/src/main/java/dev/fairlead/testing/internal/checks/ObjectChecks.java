package dev.fairlead.testing.internal.checks;

import dev.fairlead.stream.ObjectReceiveStream;
import dev.fairlead.stream.ObjectSendStream;
import dev.fairlead.stream.UnreliableObjectReceiveStream;
import dev.fairlead.stream.UnreliableObjectSendStream;
import dev.fairlead.testing.StreamCheckOptions;
import dev.fairlead.testing.StreamChecks.Ends;
import dev.fairlead.testing.StreamChecks.Maker;
import dev.fairlead.testing.internal.checks.CheckRunner.Opened;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The checks of streams of objects. */
public final class ObjectChecks {

  private ObjectChecks() {}

  /** Checks of streams that lose nothing. */
  public static <T> Stream<DynamicTest> reliable(
      Maker<ObjectSendStream<T>, ObjectReceiveStream<T>> maker,
      IntFunction<? extends T> item,
      StreamCheckOptions options) {
    var runner =
        new CheckRunner<Items<T>>(
            services -> {
              Ends<? extends ObjectSendStream<T>, ? extends ObjectReceiveStream<T>> ends =
                  maker.make(services);
              return Opened.of(
                  new Items<>(ends.one(), ends.other(), item, options), ends.one(), ends.other());
            },
            options);
    return runner.tests(
        Stream.of(
                ObjectTransferChecks.<T>all(),
                ObjectEndChecks.<T>all(),
                ObjectCancelChecks.<T>ofReceiving(),
                ObjectCancelChecks.<T>ofSending())
            .flatMap(List::stream)
            .toList());
  }

  /** Checks of streams that may lose what they carry. */
  public static <T> Stream<DynamicTest> unreliable(
      Maker<UnreliableObjectSendStream<T>, UnreliableObjectReceiveStream<T>> maker,
      IntFunction<? extends T> item,
      StreamCheckOptions options) {
    var runner =
        new CheckRunner<Items<T>>(
            services -> {
              Ends<
                      ? extends UnreliableObjectSendStream<T>,
                      ? extends UnreliableObjectReceiveStream<T>>
                  ends = maker.make(services);
              return Opened.of(
                  new Items<>(ends.one(), ends.other(), item, options), ends.one(), ends.other());
            },
            options);
    return runner.tests(
        Stream.concat(
                ObjectEndChecks.<T>all().stream(), ObjectCancelChecks.<T>ofReceiving().stream())
            .toList());
  }
}
