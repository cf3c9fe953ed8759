package dev.fairlead.process.internal.pipe;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.BusyResourceException;
import dev.fairlead.ClosedResourceException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** What both kinds of ends share: the name, whether it is closed, and that one task may use it. */
final class StreamEnd {

  private final String name;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile boolean closed;

  StreamEnd(String name) {
    this.name = name;
  }

  void begin(String action) {
    ensureOpen(action);
    if (!busy.compareAndSet(false, true)) {
      throw new BusyResourceException(action + " " + name);
    }
  }

  void end() {
    busy.set(false);
  }

  boolean isBusy() {
    return busy.get();
  }

  void ensureOpen(String action) {
    if (closed) {
      throw new ClosedResourceException(action + " " + name + ", which this program has closed");
    }
  }

  /** Says what to throw for an error of the system: that this side closed the end counts more. */
  IOException failed(String action, IOException cause) {
    ensureOpen(action);
    return new BrokenResourceException(
        action + " " + name + " failed: " + cause.getMessage(), cause);
  }

  /** Marks it closed; false if it was before. */
  synchronized boolean close() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  boolean isClosed() {
    return closed;
  }

  String name() {
    return name;
  }

  @Override
  public String toString() {
    return name + (closed ? " (closed)" : "");
  }
}
