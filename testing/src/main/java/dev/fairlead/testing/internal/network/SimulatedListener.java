package dev.fairlead.testing.internal.network;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.lowlevel.WaitQueue;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.net.SocketSettings;
import dev.fairlead.net.spi.ListenerTransport;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A simulated socket that listens. */
final class SimulatedListener extends Socket implements ListenerTransport, Host.Bound {

  private static final int DEFAULT_BACKLOG = 50;

  private final Runnable unbind;
  private final int backlog;
  private final SocketSettings accepted;
  private final String name;
  private final WaitReason accepting;
  private final WaitQueue acceptor = new WaitQueue();
  private final WaitQueue room = new WaitQueue();
  private final Deque<SimulatedStream> waiting = new ArrayDeque<>();
  private boolean closed;

  SimulatedListener(
      String kind,
      SocketAddress local,
      SocketValues values,
      int backlog,
      SocketSettings accepted,
      Runnable unbind) {
    super(local, values);
    this.backlog = backlog < 1 ? DEFAULT_BACKLOG : backlog;
    this.accepted = accepted;
    this.unbind = unbind;
    this.name = kind + " " + text(local);
    this.accepting = () -> "accept on " + name;
  }

  /** Takes a connection in, if there is room. */
  boolean offer(SimulatedStream connection) {
    if (!hasRoom()) {
      return false;
    }
    accepted.applyTo(connection::setOption);
    waiting.add(connection);
    acceptor.wakeAll();
    return true;
  }

  boolean hasRoom() {
    return waiting.size() < backlog;
  }

  /** Waits while there is no room. Returns whether it still listens. */
  boolean awaitRoom(WaitReason connecting) {
    room.awaitWhile(() -> !hasRoom() && !closed, connecting);
    return !closed;
  }

  @Override
  public Optional<SimulatedStream> tryAccept() {
    ensureOpen();
    Optional<SimulatedStream> next = Optional.ofNullable(waiting.poll());
    room.wakeAll();
    return next;
  }

  @Override
  public void awaitConnection() {
    acceptor.awaitWhile(() -> waiting.isEmpty() && !closed, accepting);
    ensureOpen();
  }

  private void ensureOpen() {
    if (closed) {
      throw new ClosedResourceException(name + " was closed by this program");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      unbind.run();
      waiting.forEach(SimulatedStream::abort);
      waiting.clear();
      acceptor.wakeAll();
      room.wakeAll();
    }
  }
}
