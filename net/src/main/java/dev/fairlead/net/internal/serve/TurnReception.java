package dev.fairlead.net.internal.serve;

import dev.fairlead.CancelScope;
import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.lowlevel.Readiness;
import dev.fairlead.lowlevel.Turns;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TurnHandler;
import dev.fairlead.net.internal.serve.Connections.Connection;
import dev.fairlead.net.spi.StreamTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Lets connections have turns; of one call of serveByTurns. */
final class TurnReception<S extends SocketStream> implements Reception<S> {

  private static final int LOOKS_FOR_SILENCE = 4; // in the time of the limit

  private final Serving<S> serving;
  private final TurnHandler<? super S> handler;
  private final String name;
  private final CancelScope scope = CancelScope.create(o -> o.withName("turns"));
  private final List<Turns> turns = new ArrayList<>(); // as many as there are loops
  private @Nullable TaskGroup group;
  private final AtomicInteger nextTurns = new AtomicInteger();

  TurnReception(Serving<S> serving, TurnHandler<? super S> handler, String name) {
    this.serving = serving;
    this.handler = handler;
    this.name = name;
  }

  /** Serves until no connection is left, or this is cancelled. */
  @Override
  public void run() throws IOException {
    try {
      scope.run(this::runInScope);
    } finally {
      abandonAll();
    }
  }

  private void runInScope() throws IOException {
    TaskGroup.<IOException>run(
        o -> o.withName(name).withPlainFailure(),
        group -> {
          this.group = group;
          for (int i = 0; i < Readiness.loops(); i++) {
            turns.add(Turns.in(group, name));
          }
          startLookingForSilence(group);
          serving.run();
          serving.endAll();
          turns.forEach(Turns::close);
        });
  }

  private void startLookingForSilence(TaskGroup group) {
    Duration limit = serving.options().silenceLimit();
    if (!limit.isZero()) {
      group.startSoon(
          o -> o.withName("look for silent connections").withService(),
          () -> lookForSilence(limit));
    }
  }

  private void lookForSilence(Duration limit) {
    while (true) {
      Fairlead.sleep(limit.dividedBy(LOOKS_FOR_SILENCE).plusNanos(1));
      Deadline now = Fairlead.currentTime();
      serving.openConnections().forEach(connection -> connection.endIfSilent(limit, now));
    }
  }

  /** Ends the connections that will have no more turns, all of them at once. */
  private void abandonAll() {
    List<Connection> left = serving.openConnections();
    if (!left.isEmpty()) {
      CancelScope.shielded()
          .run(() ->
              TaskGroup.run(
                  group -> left.forEach(connection -> group.startSoon(connection::abandon))));
    }
  }

  @Override
  public void receive(StreamTransport transport, S stream) {
    Turns next = turns.get(Math.floorMod(nextTurns.getAndIncrement(), turns.size()));
    var connection = new TurnConnection<>(next, this, transport, stream);
    serving.add(connection);
    serving.begin(connection);
    connection.callSoon();
  }

  // ---- for connections

  Serving<S> serving() {
    return serving;
  }

  TurnHandler<? super S> handler() {
    return handler;
  }

  /** Cancels the turns that are not over after a while. */
  void endAfter(Duration grace) {
    scope.cancelAfter(grace, "the listener is drained");
  }

  /** Starts a task that waits for a connection whose transport needs one for that. */
  TaskHandle<?> startWaiting(TurnConnection<?> connection) {
    TaskGroup running = group;
    if (running == null) {
      throw new IllegalStateException("no connection before it has begun to serve");
    }
    return running.startSoon(
        o -> o.withName("wait of " + connection.remoteAddress()), connection::awaitReadable);
  }
}
