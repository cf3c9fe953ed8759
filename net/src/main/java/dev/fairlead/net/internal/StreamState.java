package dev.fairlead.net.internal;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.OpenResource;
import dev.fairlead.net.spi.StreamTransport;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What both directions of a stream share: the transport, and how the stream ended. */
final class StreamState {

  final StreamTransport transport;
  private final long openedAtNanos = Fairlead.currentTime().nanos();
  private final OpenResource open = OpenResource.note(this);

  // Any task. The first breakage stays.
  private volatile @Nullable IOException breakage;
  private volatile boolean closed;

  StreamState(StreamTransport transport) {
    this.transport = transport;
  }

  Deadline openedAt() {
    return new Deadline(openedAtNanos);
  }

  /** Says that this side closes; false if it has before. */
  synchronized boolean close() {
    boolean first = !closed;
    closed = true;
    open.closed();
    return first;
  }

  boolean isClosed() {
    return closed;
  }

  void ensureOpen(String action) {
    if (closed) {
      throw closedWhile(action);
    }
  }

  /**
   * Remembers that the stream broke and says what to throw: that this side closed it counts more.
   */
  IOException broken(String action, IOException cause) {
    ensureOpen(action);
    synchronized (this) {
      if (breakage == null) {
        breakage = cause;
      }
    }
    return brokenBefore(action);
  }

  /** What broke the stream; null while nothing has. */
  @Nullable IOException breakage() {
    return breakage;
  }

  /** What to throw on a stream that has broken. */
  IOException brokenBefore(String action) {
    IOException cause = breakage;
    if (cause == null) {
      throw new AssertionError("not broken: " + this);
    }
    return new BrokenResourceException(
        "cannot " + action + " " + name() + ": " + cause.getMessage(), cause);
  }

  private ClosedResourceException closedWhile(String action) {
    return new ClosedResourceException(
        "cannot " + action + " " + name() + ": this program has closed it");
  }

  String name() {
    return Addresses.describeStream(transport.remoteAddress());
  }

  @Override
  public String toString() {
    String condition = closed ? "closed" : breakage != null ? "broken" : "open";
    return Addresses.describeStream(transport.localAddress())
        + " to "
        + Addresses.describeStream(transport.remoteAddress())
        + " ("
        + condition
        + ")";
  }
}
