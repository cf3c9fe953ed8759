package dev.fairlead.net.internal;

import dev.fairlead.BusyResourceException;
import dev.fairlead.Cancelled;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.net.UnfinishedSendException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** The sending side of a stream. */
final class Sending {

  /*
   * OPEN ------- sendEof ------------------> ENDED       nothing more may be sent
   * OPEN ------- cancelled half way -------> UNFINISHED  only the rest of the same buffer may follow
   * UNFINISHED - cancelled again ----------> UNFINISHED  also if nothing more went out
   * UNFINISHED - the rest, or forgotten ---> OPEN
   *
   * That the stream is closed or broken is kept in StreamState.
   */

  private static final VarHandle BUSY;

  static {
    try {
      BUSY = MethodHandles.lookup().findVarHandle(Sending.class, "busy", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final StreamState state;

  // Any task.
  @SuppressWarnings("UnusedVariable") // Only through BUSY.
  private boolean busy;

  // Sender only.
  private boolean ended;
  private @Nullable Unfinished unfinished;

  // Written by the sender; others may read a little late.
  private long bytes;
  private long sends;

  /** A send that was given up, and the buffer it would go on with, if there is one. */
  private record Unfinished(UnfinishedSendException reason, @Nullable ByteBuffer next) {}

  Sending(StreamState state) {
    this.state = state;
  }

  void send(ByteBuffer source) throws IOException {
    begin(source);
    int total = source.remaining();
    try {
      state.transport.send(source);
      finished(total);
    } catch (IOException e) {
      bytes += total - source.remaining();
      throw failed(e);
    } catch (Cancelled | ClosedResourceException e) {
      givenUp(e, total - source.remaining(), total, source);
      throw e;
    } finally {
      BUSY.setRelease(this, false);
    }
  }

  /** A send of another kind. */
  @FunctionalInterface
  interface Way {
    void send(ByteBuffer source) throws IOException;
  }

  /** As {@link #send(ByteBuffer)}, another way. */
  void sendBy(ByteBuffer source, Way way) throws IOException {
    begin(source);
    int total = source.remaining();
    try {
      way.send(source);
      finished(total);
    } catch (IOException e) {
      bytes += total - source.remaining();
      throw failed(e);
    } catch (Cancelled | ClosedResourceException e) {
      givenUp(e, total - source.remaining(), total, null);
      throw e;
    } finally {
      BUSY.setRelease(this, false);
    }
  }

  void send(ByteBuffer[] sources) throws IOException {
    begin(firstOf(sources));
    long total = remaining(sources);
    try {
      state.transport.send(sources);
      finished(total);
    } catch (IOException e) {
      bytes += total - remaining(sources);
      throw failed(e);
    } catch (Cancelled | ClosedResourceException e) {
      givenUp(e, total - remaining(sources), total, firstOf(sources));
      throw e;
    } finally {
      BUSY.setRelease(this, false);
    }
  }

  private static long remaining(ByteBuffer[] buffers) {
    long sum = 0;
    for (ByteBuffer buffer : buffers) {
      sum += buffer.remaining();
    }
    return sum;
  }

  /** The first buffer that has something left. */
  private static @Nullable ByteBuffer firstOf(ByteBuffer[] buffers) {
    for (ByteBuffer buffer : buffers) {
      if (buffer.hasRemaining()) {
        return buffer;
      }
    }
    return null;
  }

  long sendFile(FileChannel file, long position, long count) throws IOException {
    if (position < 0 || count < 0) {
      throw new IllegalArgumentException(
          "position and count must not be negative: " + position + ", " + count);
    }
    ensureOpen(file);
    begin(null);
    long sent = 0;
    try {
      long step = 1;
      while (sent < count && step > 0) {
        step = sendPiece(file, position + sent, count - sent);
        sent += step;
      }
      bytes += sent;
      return sent;
    } catch (IOException e) {
      bytes += sent;
      throw failed(e);
    } catch (Cancelled | ClosedResourceException e) {
      givenUp(e, sent, count, null);
      throw e;
    } finally {
      BUSY.setRelease(this, false);
    }
  }

  /** That the program has closed the file harms the stream no more than a cancellation does. */
  private long sendPiece(FileChannel file, long position, long count) throws IOException {
    try {
      return state.transport.sendFile(file, position, count);
    } catch (ClosedChannelException e) {
      state.ensureOpen("send to");
      ensureOpen(file);
      throw e;
    }
  }

  private void ensureOpen(FileChannel file) {
    if (!file.isOpen()) {
      throw new ClosedResourceException(
          "cannot send a file to " + state.name() + " that this program has closed: " + file);
    }
  }

  void sendEof() throws IOException {
    Checkpoints.checkpoint();
    beginBusy();
    try {
      state.ensureOpen("end");
      if (!ended) {
        ensureFinished(null);
        state.transport.shutdownOutput();
        ended = true;
      }
    } catch (IOException e) {
      throw failed(e);
    } finally {
      BUSY.setRelease(this, false);
    }
  }

  void forgetUnfinished() {
    beginBusy();
    unfinished = null;
    BUSY.setRelease(this, false);
  }

  private void begin(@Nullable ByteBuffer first) throws IOException {
    beginBusy();
    boolean ready = false;
    try {
      ensureSendable(first);
      ready = true;
    } finally {
      if (!ready) {
        BUSY.setRelease(this, false);
      }
    }
    sends++;
  }

  private void beginBusy() {
    if (!BUSY.compareAndSet(this, false, true)) {
      throw new BusyResourceException("sending to " + state.name());
    }
  }

  private void ensureSendable(@Nullable ByteBuffer first) throws IOException {
    state.ensureOpen("send to");
    if (ended) {
      throw new ClosedResourceException(
          "cannot send to " + state.name() + ": this program has ended sending with sendEof()");
    }
    if (state.breakage() != null) {
      throw state.brokenBefore("send to");
    }
    ensureFinished(first);
  }

  @SuppressWarnings("ReferenceEquality") // It must be the very same buffer.
  private void ensureFinished(@Nullable ByteBuffer first) throws IOException {
    Unfinished before = unfinished;
    if (before != null && (first == null || first != before.next)) {
      throw before.reason;
    }
  }

  private void finished(long sent) {
    bytes += sent;
    unfinished = null;
  }

  private void givenUp(Throwable why, long sent, long total, @Nullable ByteBuffer next) {
    bytes += sent;
    if (sent > 0 && sent < total) {
      var reason = new UnfinishedSendException(state.name(), sent, total);
      unfinished = new Unfinished(reason, next);
      why.addSuppressed(reason);
    }
  }

  private IOException failed(IOException e) {
    return e instanceof UnfinishedSendException ? e : state.broken("send to", e);
  }

  long bytes() {
    return bytes;
  }

  long sends() {
    return sends;
  }
}
