package dev.fairlead.process.internal.pipe;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.WaitQueue;
import dev.fairlead.lowlevel.WaitReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The output of a child where its pipe cannot be waited for: a thread reads one chunk ahead.
 *
 * <p>The thread starts at once, because the JDK closes a stream in which nobody reads when the
 * child exits, and drops what its children still write.
 */
public final class ThreadOutput implements ChildOutput {

  private static final String ACTION = "receiving from";
  private static final int CHUNK = 65_536;

  private final InputStream source;
  private final StreamEnd end;
  private final WaitReason reason;
  private final WaitQueue readers = new WaitQueue();

  // Guarded by this. The thread fills the chunk when it is empty, the receiver empties it.
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).limit(0);
  private boolean ended;
  private @Nullable IOException failure;

  /** Takes over a stream of the JDK. */
  public ThreadOutput(InputStream source, String name) {
    this.source = source;
    this.end = new StreamEnd(name);
    this.reason = new PipeWait("receive from " + name);
    Thread.ofPlatform().daemon().name("dev.fairlead-reads-" + name).start(this::readAll);
  }

  private void readAll() {
    byte[] buffer = new byte[CHUNK];
    boolean more = true;
    while (more) {
      try {
        int count = source.read(buffer);
        more = count >= 0 && offer(buffer, count);
      } catch (IOException e) {
        synchronized (this) {
          failure = end.isClosed() ? null : e;
        }
        more = false;
      }
    }
    synchronized (this) {
      ended = true;
    }
    readers.wakeAll();
  }

  /** Hands a chunk over and waits until it was taken; returns whether more is wanted. */
  private boolean offer(byte[] bytes, int count) {
    synchronized (this) {
      chunk.clear().put(bytes, 0, count).flip();
    }
    readers.wakeAll();
    synchronized (this) {
      while (chunk.hasRemaining() && !end.isClosed()) {
        try {
          wait();
        } catch (InterruptedException e) {
          return false; // Nobody interrupts this thread but the end of the JVM.
        }
      }
      return !end.isClosed();
    }
  }

  @Override
  public int receive(ByteBuffer target) throws IOException {
    if (!target.hasRemaining()) {
      throw new IllegalArgumentException("the buffer to receive into has no room: " + target);
    }
    end.begin(ACTION);
    try {
      Checkpoints.checkpoint();
      readers.awaitWhile(this::hasNothing, reason);
      return take(target);
    } catch (IOException e) {
      throw end.failed(ACTION, e);
    } finally {
      end.end();
    }
  }

  @Override
  public int receiveAvailable(ByteBuffer target) throws IOException {
    end.begin(ACTION);
    try {
      return hasNothing() ? 0 : take(target);
    } catch (IOException e) {
      throw end.failed(ACTION, e);
    } finally {
      end.end();
    }
  }

  private synchronized boolean hasNothing() {
    return !chunk.hasRemaining() && !ended && !end.isClosed();
  }

  private synchronized int take(ByteBuffer target) throws IOException {
    if (end.isClosed()) {
      throw new ClosedResourceException(ACTION + " " + end);
    }
    if (!chunk.hasRemaining()) {
      if (failure != null) {
        throw failure;
      }
      return -1;
    }
    int count = Math.min(chunk.remaining(), target.remaining());
    target.put(chunk.array(), chunk.position(), count);
    chunk.position(chunk.position() + count);
    notifyAll();
    return count;
  }

  @Override
  public boolean isReceiving() {
    return end.isBusy();
  }

  @Override
  public boolean isClosed() {
    return end.isClosed();
  }

  @Override
  public void close() {
    if (end.close()) {
      synchronized (this) {
        notifyAll();
      }
      readers.wakeAll();
      closeSource();
    }
  }

  private void closeSource() {
    try {
      source.close();
    } catch (IOException e) {
      System.getLogger("dev.fairlead.process")
          .log(System.Logger.Level.DEBUG, "closing " + end + " failed", e);
    }
  }

  @Override
  public String toString() {
    return end.toString();
  }
}
