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
  private static final AtomicInteger OF_THE_JVM = new AtomicInteger(STREAMS);

  private final Object owner;
  private final AtomicInteger left;
  private Lost.@Nullable Resource taken; // guarded by this
  private boolean closed; // guarded by this

  StreamRoom(Object owner) {
    this(owner, OF_THE_JVM);
  }

  /** Takes from what is left for so many streams. */
  StreamRoom(Object owner, AtomicInteger left) {
    this.owner = owner;
    this.left = left;
  }

  /** Whether there is room for this stream; takes it if there is. */
  synchronized boolean isTaken() {
    if (taken == null && !closed && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      taken = Lost.closes(owner, left::incrementAndGet);
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
