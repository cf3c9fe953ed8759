package dev.fairlead.examples;

import dev.fairlead.CancelScope;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.examples.Place.Incoming;
import dev.fairlead.examples.Place.Nature;
import dev.fairlead.examples.Place.Outgoing;
import dev.fairlead.net.SocketListener;
import dev.fairlead.net.SocketStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.IdleTimeoutByteStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The work of the relay demo: opens places and passes bytes between them. */
final class Relaying {

  /**
   * What users may limit.
   *
   * @param once serve one connection and end
   * @param connections at most so many at a time
   * @param rate of all bytes together
   * @param bytes in each direction of a connection
   * @param time how long a connection may last
   * @param idle how long nothing may move; zero for ever
   * @param linger how long to wait for more of what may never end
   */
  record Limits(
      boolean once,
      int connections,
      ByteRate rate,
      long bytes,
      Duration time,
      Duration idle,
      Duration linger) {
    static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);
  }

  private final Place first;
  private final Place second;
  private final Limits limits;
  private final Traffic traffic = new Traffic();

  // Written once, before anything is relayed.
  private volatile Consumer<String> messages = _ -> {};

  // Written once, by the task that relays.
  private volatile Optional<DemoFailedException> programFailure = Optional.empty();

  Relaying(Place first, Place second, Limits limits) {
    this.first = first;
    this.second = second;
    this.limits = limits;
  }

  Traffic traffic() {
    return traffic;
  }

  /** That a program on one side has failed, when relaying once. */
  Optional<DemoFailedException> programFailure() {
    return programFailure;
  }

  /**
   * Relays until there is nothing more to relay, or the user asks for the end.
   *
   * @param told of what the user may want to know
   */
  void run(Duration grace, Consumer<String> told) throws IOException {
    messages = told;
    if (first instanceof Incoming incoming && !limits.once() && allowsMany(second)) {
      try (var listener = listen(incoming)) {
        serve(listener, grace);
      }
    } else {
      relayOnce();
    }
  }

  private static boolean allowsMany(Place place) {
    return place instanceof Outgoing outgoing && outgoing.nature().allowsMany();
  }

  private SocketListener<? extends SocketStream> listen(Incoming place) throws IOException {
    var listener = place.listening().listen();
    messages.accept("listening: " + listener.localAddress());
    return listener;
  }

  // ---- many connections

  private void serve(SocketListener<? extends SocketStream> listener, Duration grace)
      throws IOException {
    TaskGroup.<IOException>run(
        o -> o.withPlainFailure(),
        group -> {
          group.startSoon(
              o -> o.withName("stop"),
              () -> {
                Fairlead.awaitStopRequested();
                listener.drain(grace);
              });
          listener.serve(this::relayToSecond, o -> o.withMaxConnections(limits.connections()));
        });
  }

  /** A connection that fails harms no other: its user is told. */
  private void relayToSecond(ByteStream connection) {
    try (ByteStream other = open(second)) {
      twoWays(connection, other, new AtomicReference<>());
      failureOf(other)
          .ifPresent(failure -> messages.accept("fairlead relay: " + Main.describe(failure)));
    } catch (IOException | ExceptionGroup e) {
      messages.accept("fairlead relay: " + Main.describe(e));
    }
  }

  // ---- one connection

  private void relayOnce() throws IOException {
    CancelScope opening = CancelScope.create(o -> o.withName("opening"));
    var passing = new AtomicReference<@Nullable Direction>();
    TaskGroup.<IOException>run(
        o -> o.withPlainFailure(),
        group -> {
          TaskHandle<?> stop =
              group.startSoon(o -> o.withName("stop"), () -> stopWhenAsked(opening, passing));
          try {
            opening.run(() -> openAndRelay(passing));
          } finally {
            stop.cancel();
          }
        });
  }

  /** Once bytes pass, only the first place is no longer read from; the rest may arrive. */
  private static void stopWhenAsked(
      CancelScope opening, AtomicReference<@Nullable Direction> passing) {
    Fairlead.awaitStopRequested();
    Direction forward = passing.get();
    if (forward == null) {
      opening.cancel("stopped by the user");
    } else {
      forward.limitPatience(Duration.ZERO);
    }
  }

  private void openAndRelay(AtomicReference<@Nullable Direction> passing) throws IOException {
    try (ByteStream one = open(first);
        ByteStream other = open(second)) {
      twoWays(one, other, passing);
      programFailure = failureOf(one).or(() -> failureOf(other));
    }
  }

  private Optional<DemoFailedException> failureOf(ByteStream stream) {
    return stream instanceof ProcessBytes program
        ? program
            .endWithin(limits.linger())
            .filter(status -> !status.isSuccess())
            .map(
                status -> new DemoFailedException(program + " ended with " + status, status.code()))
        : Optional.empty();
  }

  private ByteStream open(Place place) throws IOException {
    return switch (place) {
      case Outgoing outgoing -> outgoing.connectable().connect();
      case Incoming incoming -> {
        try (var listener = listen(incoming)) {
          yield listener.accept();
        }
      }
    };
  }

  // ---- a pair of streams

  private void twoWays(ByteStream one, ByteStream two, AtomicReference<@Nullable Direction> passing)
      throws IOException {
    ByteStream watched =
        limits.idle().isZero() ? two : new IdleTimeoutByteStream(two, limits.idle());
    var forward = new Direction(one, watched, traffic.there, limits);
    var backward = new Direction(watched, one, traffic.back, limits);
    passing.set(forward);
    traffic.connections.increment();
    traffic.open.incrementAndGet();
    CancelScope limited = CancelScope.moveOnAfter(limits.time());
    try {
      limited.run(() -> passBothWays(new Pair(one, watched, forward, backward)));
    } finally {
      traffic.open.decrementAndGet();
    }
    if (limited.cancelledCaught()) {
      throw new InterruptedIOException(
          "given up at the limit of " + limits.time().toSeconds() + " s");
    }
  }

  private record Pair(ByteStream one, ByteStream two, Direction forward, Direction backward) {}

  private void passBothWays(Pair pair) throws IOException {
    try {
      TaskGroup.<IOException>run(
          o -> o.withPlainFailure(),
          group -> {
            if (natureOf(second) != Nature.SILENT) {
              group.startSoon(() -> pass(pair.backward, pair.one, pair.forward, first, group));
            }
            pass(pair.forward, pair.two, pair.backward, second, group);
          });
    } catch (ExceptionGroup failures) {
      failures.throwSingle(IOException.class);
      throw failures;
    }
  }

  private static Nature natureOf(Place place) {
    return place instanceof Outgoing outgoing ? outgoing.nature() : Nature.MANY;
  }

  /** Passes bytes on, tells the sink when they end, and waits less for what may never end. */
  private void pass(
      Direction direction, ByteStream sink, Direction opposite, Place sinkPlace, TaskGroup group)
      throws IOException {
    direction.run();
    try {
      sink.sendEof();
    } catch (UnsupportedOperationException e) {
      group.cancel("the other side cannot be told about the end: " + sink);
    }
    if (natureOf(sinkPlace).isEndless()) {
      opposite.limitPatience(limits.linger());
    }
  }
}
