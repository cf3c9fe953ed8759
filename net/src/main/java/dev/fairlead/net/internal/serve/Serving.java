package dev.fairlead.net.internal.serve;

import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.net.ServeOptions;
import dev.fairlead.net.ServeOptions.FailedConnection;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TcpListenOptions;
import dev.fairlead.net.internal.serve.Connections.Connection;
import dev.fairlead.net.spi.ListenerTransport;
import dev.fairlead.net.spi.StreamTransport;
import dev.fairlead.sync.Semaphore;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One call of serve: the acceptors, the tasks of the connections, and how it ends. */
final class Serving<S extends SocketStream> {

  /*
   * The scope `accepting` holds the acceptors and who listens for a request to come to an end, and
   * nothing else. Drain, close and such a request cancel it:
   *
   *   drained -> what waits in the backlog is accepted, the sockets are closed, the handlers are
   *              asked to end and, after the grace, cancelled; serve returns
   *   asked   -> the same, but the handlers are left to the request, which they see themselves
   *   closed  -> serve throws a ClosedResourceException
   */

  private final TransportListener<S> listener;
  private final ServeOptions options;
  private final Reception<S> reception;
  private final Semaphore places;
  private final Connections connections = new Connections();
  private final CancelScope accepting = CancelScope.create(o -> o.withName("accepting"));

  // Any task.
  private volatile @Nullable Duration grace; // of a drain
  private volatile boolean over; // serving, in good order

  Serving(
      TransportListener<S> listener,
      ServeOptions options,
      Function<Serving<S>, Reception<S>> reception) {
    this.listener = listener;
    this.options = options;
    this.places = new Semaphore(options.maxConnections());
    this.reception = reception.apply(this);
  }

  void run() throws IOException {
    try {
      // Here, because from now on a drain may wait for the end of this.
      listener.ensureOpen("serve");
      accepting.run(this::acceptUntilAskedToEnd);
      listener.ensureOpen("accept on");
      acceptWhatWaits();
      listener.close();
      over = true;
      endConnectionsIfDrained();
    } finally {
      connections.complete();
    }
  }

  private void acceptUntilAskedToEnd() throws IOException {
    TaskGroup.<IOException>run(
        o -> o.withName("acceptors of " + listener).withPlainFailure(),
        acceptors -> {
          acceptors.startSoon(o -> o.withName("end of accepting"), this::awaitRequestToEnd);
          acceptOnAllSockets(acceptors);
        });
  }

  private void awaitRequestToEnd() {
    Fairlead.awaitStopRequested();
    accepting.cancel("asked to come to an end");
  }

  private void acceptOnAllSockets(TaskGroup acceptors) throws IOException {
    List<ListenerTransport> sockets = listener.sockets();
    if (sockets.size() == 1) {
      new Acceptor(sockets.get(0), this).acceptForEver();
    }
    // Started one right after the other: a backend with several loops takes them in turn.
    for (ListenerTransport socket : sockets) {
      acceptors.startSoon(() -> acceptUntilClosed(socket));
    }
  }

  /** When the listener is closed all of them end, and {@link #run} reports it. */
  private void acceptUntilClosed(ListenerTransport socket) throws IOException {
    try {
      new Acceptor(socket, this).acceptForEver();
    } catch (ClosedResourceException e) {
      listener.ensureClosed(e);
    }
  }

  /** Accepts what has reached the backlog before the sockets are closed, and the limit allows. */
  private void acceptWhatWaits() throws IOException {
    for (ListenerTransport socket : listener.sockets()) {
      // No more can wait: others have come meanwhile, and would go on coming.
      int most = TcpListenOptions.MAX_BACKLOG;
      while (most > 0 && handOverWaiting(socket)) {
        most--;
      }
    }
  }

  /** Hands a connection over; false if none waits, or there is no place for it. */
  private boolean handOverWaiting(ListenerTransport socket) throws IOException {
    Checkpoints.checkpoint();
    if (!places.tryAcquire()) {
      return false;
    }
    Optional<? extends StreamTransport> waiting = waitingAt(socket);
    if (waiting.isPresent()) {
      handOver(waiting.get());
    } else {
      places.release();
    }
    return waiting.isPresent();
  }

  /** What the system refuses to hand out now has no later: closing the socket resets it. */
  private Optional<? extends StreamTransport> waitingAt(ListenerTransport socket) {
    try {
      return socket.tryAccept();
    } catch (IOException refusal) {
      listener.counters().refusals.incrementAndGet();
      return Optional.empty();
    }
  }

  /** Waits for a place for one more connection. A checkpoint. */
  void takePlace() {
    places.acquire();
  }

  void giveBackPlace() {
    places.release();
  }

  void noteRefusal() {
    listener.ensureOpen("accept on");
    listener.counters().refusals.incrementAndGet();
  }

  /** Hands a connection over, which gives its place back at its end. */
  void handOver(StreamTransport transport) throws IOException {
    reception.receive(transport, listener.accepted(transport));
  }

  // ---- for connections

  /** A connection has been handed over. */
  void add(Connection connection) {
    connections.add(connection);
  }

  /** A connection will not begin. */
  void remove(Connection connection) {
    connections.remove(connection);
  }

  /** A connection can be asked to come to an end from now on. */
  void begin(Connection connection) {
    connections.begin(connection);
    counters().active.incrementAndGet();
  }

  /** A connection has ended. */
  void ended(Connection connection) {
    places.release();
    connections.remove(connection);
  }

  ListenerCounters counters() {
    return listener.counters();
  }

  /** Says farewell to a connection whose handler was cancelled, in the time there is for it. */
  void sayFarewell(S stream) {
    if (options.farewellLimit().isZero()) {
      return;
    }
    try {
      CancelScope.cleanUp(options.farewellLimit()).run(() -> options.farewell().say(stream));
    } catch (Exception failure) {
      report(stream, failure);
    }
  }

  /** Counts that a handler has failed and tells the hook. */
  void report(S stream, Exception failure) {
    counters().failed.incrementAndGet();
    options.failureHook().accept(new FailedConnection(stream, failure));
  }

  // ---- the end

  void stopAccepting() {
    accepting.cancel("the listener is closed");
  }

  /** Ends in good order and waits for the end. A checkpoint. */
  void drain(Duration longest) {
    grace = longest;
    accepting.cancel("the listener is drained");
    if (over) {
      endConnectionsIfDrained(); // It was asked to come to an end before.
    }
    connections.awaitAllEnded();
  }

  private void endConnectionsIfDrained() {
    Duration longest = grace;
    if (longest != null) {
      connections.endAfter(longest);
    }
  }

  /**
   * Asks all connections to come to an end, if a drain has not, and waits until they have. A
   * checkpoint.
   */
  void endAll() {
    if (grace == null) {
      connections.endAfter(ChronoUnit.FOREVER.getDuration());
    }
    connections.awaitAllEnded();
  }

  /** The connections that have not ended. */
  List<Connection> openConnections() {
    return connections.open();
  }

  ServeOptions options() {
    return options;
  }

  Reception<S> reception() {
    return reception;
  }

  /** Whether it has ended in good order, so that at most handlers are left. */
  boolean isOver() {
    return over;
  }
}
