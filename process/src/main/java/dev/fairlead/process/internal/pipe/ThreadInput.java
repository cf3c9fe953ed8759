package dev.fairlead.process.internal.pipe;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.WaitQueue;
import dev.fairlead.lowlevel.WaitReason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The input of a child where its pipe cannot be waited for: a thread writes one chunk behind. An
 * error shows at the next send.
 */
public final class ThreadInput implements ChildInput {

  private static final String ACTION = "sending to";
  private static final int CHUNK = 65_536;

  private final OutputStream sink;
  private final StreamEnd end;
  private final WaitReason reason;
  private final WaitQueue senders = new WaitQueue();

  // Guarded by this. The sender fills the chunk when it is empty, the thread empties it.
  private byte @Nullable [] chunk;
  private @Nullable IOException failure;

  /** Takes over a stream of the JDK. */
  public ThreadInput(OutputStream sink, String name) {
    this.sink = sink;
    this.end = new StreamEnd(name);
    this.reason = new PipeWait("send to " + name);
    Thread.ofPlatform().daemon().name("dev.fairlead-writes-" + name).start(this::writeAll);
  }

  private void writeAll() {
    try (sink) {
      for (byte[] next = await(); next != null; next = await()) {
        sink.write(next);
        sink.flush();
        synchronized (this) {
          chunk = null;
        }
        senders.wakeAll();
      }
    } catch (IOException e) {
      synchronized (this) {
        failure = e;
        chunk = null;
      }
      senders.wakeAll();
    }
  }

  /** The next chunk; null once the end is closed and everything was written. */
  private synchronized byte @Nullable [] await() {
    while (chunk == null && !end.isClosed()) {
      try {
        wait();
      } catch (InterruptedException e) {
        return null; // Nobody interrupts this thread but the end of the JVM.
      }
    }
    return chunk;
  }

  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    end.begin(ACTION);
    try {
      Checkpoints.checkpoint();
      for (ByteBuffer buffer : buffers) {
        while (buffer.hasRemaining()) {
          senders.awaitWhile(this::isFull, reason);
          give(buffer);
        }
      }
    } catch (IOException e) {
      throw end.failed(ACTION, e);
    } finally {
      end.end();
    }
  }

  private synchronized boolean isFull() {
    return chunk != null && !end.isClosed();
  }

  private synchronized void give(ByteBuffer buffer) throws IOException {
    if (end.isClosed()) {
      throw new ClosedResourceException(ACTION + " " + end);
    }
    if (failure != null) {
      throw failure;
    }
    byte[] next = new byte[Math.min(buffer.remaining(), CHUNK)];
    buffer.get(next);
    chunk = next;
    notifyAll();
  }

  @Override
  public void close() {
    if (end.close()) {
      synchronized (this) {
        notifyAll();
      }
      senders.wakeAll();
    }
  }

  @Override
  public String toString() {
    return end.toString();
  }
}
