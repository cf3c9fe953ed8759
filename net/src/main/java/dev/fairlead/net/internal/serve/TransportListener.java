package dev.fairlead.net.internal.serve;

import dev.fairlead.BusyResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.attribute.Attribute;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.OpenResource;
import dev.fairlead.net.ListenerStatistics;
import dev.fairlead.net.ServeOptions;
import dev.fairlead.net.SocketAttribute;
import dev.fairlead.net.SocketListener;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TurnHandler;
import dev.fairlead.net.internal.Addresses;
import dev.fairlead.net.internal.SocketAttributes;
import dev.fairlead.net.spi.ListenerTransport;
import dev.fairlead.net.spi.StreamTransport;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The public face of one or several listening sockets. */
public class TransportListener<S extends SocketStream> implements SocketListener<S> {

  private final List<ListenerTransport> sockets;
  private final Function<StreamTransport, S> wrap;
  private final ListenerCounters counters = new ListenerCounters();
  private final Deadline openedAt = Fairlead.currentTime();
  private final OpenResource open = OpenResource.note(this);

  // Any task.
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable Serving<S> serving; // written under this object's monitor

  // Who accepts only: the socket that is looked at next.
  private int turn;

  // Guarded by this.
  private boolean drained;

  /**
   * Takes over listening sockets.
   *
   * @param wrap makes the public face of a connection
   */
  public TransportListener(List<ListenerTransport> sockets, Function<StreamTransport, S> wrap) {
    this.sockets = List.copyOf(sockets);
    this.wrap = wrap;
  }

  @Override
  public S accept() throws IOException {
    begin();
    try {
      return accepted(next());
    } catch (IOException e) {
      ensureOpen("accept on");
      throw new IOException("cannot accept on " + name() + ": " + e.getMessage(), e);
    } finally {
      busy.set(false);
    }
  }

  private StreamTransport next() throws IOException {
    Checkpoints.checkpoint(); // It may not come to wait.
    while (true) {
      for (int i = 0; i < sockets.size(); i++) {
        Optional<? extends StreamTransport> found = takeTurn().tryAccept();
        if (found.isPresent()) {
          return found.get();
        }
      }
      awaitConnection();
    }
  }

  private ListenerTransport takeTurn() {
    ListenerTransport socket = sockets.get(turn);
    turn = (turn + 1) % sockets.size();
    return socket;
  }

  private void awaitConnection() {
    if (sockets.size() == 1) {
      sockets.get(0).awaitConnection();
      return;
    }
    // Only the waits run side by side, so that a cancelled one loses nothing.
    TaskGroup.run(
        o -> o.withName("accept on " + name()).withPlainFailure(),
        group -> {
          for (ListenerTransport socket : sockets.subList(1, sockets.size())) {
            group.startSoon(o -> o.withEndsGroup(), () -> awaitUnlessClosed(socket));
          }
          sockets.get(0).awaitConnection();
          group.cancel("there is a connection");
        });
  }

  private void awaitUnlessClosed(ListenerTransport socket) {
    try {
      socket.awaitConnection();
    } catch (ClosedResourceException e) {
      ensureClosed(e);
    }
  }

  @Override
  public void serve(
      TaskGroup group, Handler<? super S> handler, UnaryOperator<ServeOptions> options)
      throws IOException {
    ServeOptions chosen = options.apply(ServeOptions.defaults());
    if (!chosen.silenceLimit().isZero()) {
      throw new IllegalArgumentException(
          "a limit of silence, "
              + chosen.silenceLimit()
              + ", is for serveByTurns; wrap the stream in an IdleTimeoutByteStream in the"
              + " handler");
    }
    serve(new Serving<S>(this, chosen, serving -> new TaskReception<>(serving, group, handler)));
  }

  @Override
  public void serveByTurns(TurnHandler<? super S> handler, UnaryOperator<ServeOptions> options)
      throws IOException {
    ServeOptions chosen = options.apply(ServeOptions.defaults());
    String name = "turns of " + this;
    serve(new Serving<S>(this, chosen, serving -> new TurnReception<>(serving, handler, name)));
  }

  private void serve(Serving<S> started) throws IOException {
    begin();
    try {
      if (isToServe(started)) {
        started.reception().run();
      }
    } finally {
      endServing();
      busy.set(false);
    }
  }

  @Override
  public void drain(Duration grace) throws IOException {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("the grace must not be negative: " + grace);
    }
    Serving<S> running = beginDraining();
    if (running == null) {
      close();
    } else {
      running.drain(grace);
      close(); // If serving has failed meanwhile, nobody else has.
    }
  }

  /** Where it does not serve, nobody must wait for its end: it never begins. */
  private synchronized boolean isToServe(Serving<S> started) {
    if (!drained) {
      serving = started;
    }
    return !drained;
  }

  private synchronized @Nullable Serving<S> beginDraining() {
    drained = true;
    return serving;
  }

  /** Who drains later still waits for the handlers. */
  private synchronized void endServing() {
    Serving<S> ended = serving;
    if (ended != null && !ended.isOver()) {
      serving = null;
    }
  }

  private void begin() {
    if (!busy.compareAndSet(false, true)) {
      throw new BusyResourceException("accepting connections from " + name());
    }
  }

  /** Throws if this listener is closed. */
  public void ensureOpen(String action) {
    if (closed.get()) {
      throw new ClosedResourceException(
          "cannot " + action + " " + name() + ": this program has closed it");
    }
  }

  /** Throws the failure, unless this listener is closed. */
  void ensureClosed(ClosedResourceException failure) {
    if (!isClosed()) {
      throw failure;
    }
  }

  boolean isClosed() {
    return closed.get();
  }

  S accepted(StreamTransport transport) {
    counters.accepted.incrementAndGet();
    return wrap.apply(transport);
  }

  /** The sockets below. */
  public List<ListenerTransport> sockets() {
    return sockets;
  }

  ListenerCounters counters() {
    return counters;
  }

  @Override
  public void close() throws IOException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    open.closed();
    closeAll(sockets);
    Serving<S> running = serving;
    if (running != null) {
      running.stopAccepting();
    }
  }

  /** Closes sockets; the first failure is thrown once all are closed. */
  public static void closeAll(List<ListenerTransport> sockets) throws IOException {
    IOException first = null;
    for (ListenerTransport socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  @Override
  public SocketAddress localAddress() {
    return sockets.get(0).localAddress();
  }

  @Override
  public List<SocketAddress> localAddresses() {
    return sockets.stream().map(ListenerTransport::localAddress).distinct().toList();
  }

  @Override
  public ListenerStatistics statistics() {
    return counters.read();
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    var attributes = new HashMap<Attribute<?>, Supplier<?>>();
    SocketAttributes.addLocal(attributes, sockets.get(0));
    attributes.put(SocketAttribute.CONNECTIONS_ACCEPTED, counters.accepted::get);
    attributes.put(SocketAttribute.CONNECTIONS_ACTIVE, counters.active::get);
    attributes.put(SocketAttribute.OPENED_AT, () -> openedAt);
    return attributes;
  }

  private String name() {
    return localAddresses().stream()
        .map(Addresses::describeStream)
        .collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return name() + (isClosed() ? " (closed)" : " (listening)");
  }
}
