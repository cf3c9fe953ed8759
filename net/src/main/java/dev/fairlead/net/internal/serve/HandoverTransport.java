package dev.fairlead.net.internal.serve;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.lowlevel.WaitQueue;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.internal.HandoverAddress;
import dev.fairlead.net.spi.ListenerTransport;
import dev.fairlead.net.spi.StreamTransport;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Connections that were handed over and that nobody has taken yet. Any thread. */
final class HandoverTransport<S extends SocketStream> implements ListenerTransport {

  private final SocketAddress address = new HandoverAddress();
  private final WaitQueue takers = new WaitQueue();

  // Guarded by this.
  private final ArrayDeque<StreamTransport> waiting = new ArrayDeque<>();
  private final Map<StreamTransport, S> faces = new HashMap<>();
  private boolean closed;

  /** False if this is closed. */
  boolean add(S connection, StreamTransport below) {
    synchronized (this) {
      if (closed) {
        return false;
      }
      waiting.addLast(below);
      faces.put(below, connection);
    }
    takers.wakeOne();
    return true;
  }

  @Override
  public synchronized Optional<StreamTransport> tryAccept() {
    return Optional.ofNullable(waiting.pollFirst());
  }

  /** The public face of a connection that was taken. Called once. */
  synchronized S faceOf(StreamTransport taken) {
    return Objects.requireNonNull(faces.remove(taken));
  }

  @Override
  public void awaitConnection() {
    takers.awaitWhile(this::isEmpty, () -> "a connection that is handed over");
    if (isClosed()) {
      throw new ClosedResourceException("this program has closed the listener");
    }
  }

  private synchronized boolean isEmpty() {
    return waiting.isEmpty() && !closed;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Closes what nobody has taken. */
  @Override
  public void close() throws IOException {
    List<S> left = drop();
    takers.wakeAll();
    IOException first = null;
    for (S connection : left) {
      try {
        connection.close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private synchronized List<S> drop() {
    closed = true;
    var left = waiting.stream().map(this::faceOf).toList();
    waiting.clear();
    return left;
  }

  @Override
  public SocketAddress localAddress() {
    return address;
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return Set.of();
  }

  @Override
  public <T extends @Nullable Object> T option(SocketOption<T> option) {
    throw without(option);
  }

  @Override
  public <T> void setOption(SocketOption<T> option, T value) {
    throw without(option);
  }

  private static UnsupportedOperationException without(SocketOption<?> option) {
    return new UnsupportedOperationException(
        "no option " + option + ": connections are handed over here, there is no socket");
  }

  @Override
  public Optional<Object> raw() {
    return Optional.empty();
  }
}
