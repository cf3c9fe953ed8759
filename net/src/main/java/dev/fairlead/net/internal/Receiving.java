package dev.fairlead.net.internal;

import dev.fairlead.BusyResourceException;
import dev.fairlead.EndOfStreamException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/** The receiving side of a stream. */
final class Receiving {

  private static final VarHandle BUSY;

  static {
    try {
      BUSY = MethodHandles.lookup().findVarHandle(Receiving.class, "busy", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final StreamState state;

  // Any task.
  @SuppressWarnings("UnusedVariable") // Only through BUSY.
  private boolean busy;

  // Written by the receiver, while it is busy; others may read a little late.
  private long bytes;
  private long receives;

  Receiving(StreamState state) {
    this.state = state;
  }

  void awaitReadable() {
    begin();
    try {
      state.ensureOpen("receive from");
      state.transport.awaitReadable();
    } finally {
      BUSY.setRelease(this, false);
    }
  }

  int receive(ByteBuffer target) throws IOException {
    if (!target.hasRemaining()) {
      throw new IllegalArgumentException(
          "the buffer to receive into has no room left: " + target + "; clear or compact it first");
    }
    begin();
    try {
      int count = state.transport.receive(target);
      return count < 0 ? end() : counted(count);
    } catch (IOException e) {
      throw failed(e);
    } finally {
      BUSY.setRelease(this, false);
    }
  }

  byte[] receive(int maxBytes) throws IOException {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1: " + maxBytes);
    }
    begin();
    byte[] chunk;
    try {
      chunk = state.transport.receive(maxBytes);
      if (chunk != null) {
        counted(chunk.length);
      }
    } catch (IOException e) {
      throw failed(e);
    } finally {
      BUSY.setRelease(this, false);
    }
    if (chunk == null) {
      end();
      throw new EndOfStreamException("the other side has ended " + state.name());
    }
    return chunk;
  }

  /** A receive of another kind; it puts nothing into the buffer at the end. */
  @FunctionalInterface
  interface Way<T> {
    T receive(ByteBuffer target) throws IOException;
  }

  /** As {@link #receive(ByteBuffer)}, another way; throws at the end. */
  <T> T receiveBy(ByteBuffer target, Way<T> way) throws IOException {
    begin();
    int before = target.position();
    T result;
    try {
      result = way.receive(target);
      if (target.position() > before) {
        counted(target.position() - before);
      }
    } catch (IOException e) {
      throw failed(e);
    } finally {
      BUSY.setRelease(this, false);
    }
    if (target.position() == before) {
      end();
      throw new EndOfStreamException("the other side has ended " + state.name());
    }
    return result;
  }

  private void begin() {
    if (!BUSY.compareAndSet(this, false, true)) {
      throw new BusyResourceException("receiving from " + state.name());
    }
  }

  private int counted(int count) {
    bytes += count;
    receives++;
    return count;
  }

  /** The end that follows a breakage is none: the system reports an error once, then an end. */
  private int end() throws IOException {
    if (state.breakage() != null) {
      state.ensureOpen("receive from");
      throw state.brokenBefore("receive from");
    }
    return -1;
  }

  private IOException failed(IOException e) {
    return state.broken("receive from", e);
  }

  long bytes() {
    return bytes;
  }

  long receives() {
    return receives;
  }
}
