package dev.fairlead.file.internal;

import java.io.Closeable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The memory into which a stream reads ahead. There is some for so many streams at a time; those
 * that get none read what they are asked for and no more.
 */
final class StreamRoom implements Closeable {

  /** How much is read ahead at most. */
  static final int BYTES = 1 << 18;

  private static final int STREAMS = 128;
  private static final AtomicInteger LEFT = new AtomicInteger(STREAMS);

  private final Object owner;
  private Lost.@Nullable Resource taken; // guarded by this
  private boolean closed; // guarded by this

  StreamRoom(Object owner) {
    this.owner = owner;
  }

  /** Whether there is room for this stream; takes it if there is. */
  synchronized boolean isTaken() {
    if (taken == null && !closed && LEFT.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      taken = Lost.closes(owner, LEFT::incrementAndGet);
    }
    return taken != null;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (taken != null) {
      taken.close();
      taken = null;
    }
  }
}
