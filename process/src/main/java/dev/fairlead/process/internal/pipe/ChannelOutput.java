package dev.fairlead.process.internal.pipe;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Readiness;
import dev.fairlead.lowlevel.Registration;
import dev.fairlead.lowlevel.WaitReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/** The readable end of a pipe, waited for by the loop of the runtime. */
public final class ChannelOutput implements ChildOutput {

  private static final String ACTION = "receiving from";

  // The JDK copies through a direct buffer as large as the target and keeps it; a pipe has 64 kB.
  private static final int PIECE = 131_072;

  private static final int BYTES_PER_CHECKPOINT = 4_096;

  private final Pipe.SourceChannel channel;
  private final Registration registration;
  private final StreamEnd end;
  private final WaitReason reason;

  private final PipeRoom room;

  // Receiver only.
  private final Eagerness eagerness;
  private int lastCount;
  private boolean ended;

  // Written by the receiver. To leave a loop twice would cost another one of its turns.
  private volatile boolean outsideLoop;

  // Receiver only: the last read left nothing behind, so that another one now would be in vain.
  private boolean drained;

  /** Takes over the readable end of a pipe. */
  public ChannelOutput(OsPipe pipe, String name, PipeSystem system) throws IOException {
    this.eagerness = new Eagerness(System::nanoTime, system::giveWay);
    this.room = new PipeRoom(system, pipe.number());
    this.channel = pipe.source();
    this.end = new StreamEnd(name);
    this.reason = new PipeWait("receive from " + name);
    this.registration = Readiness.register(channel);
  }

  @Override
  public int receive(ByteBuffer target) throws IOException {
    if (!target.hasRemaining()) {
      throw new IllegalArgumentException("the buffer to receive into has no room: " + target);
    }
    end.begin(ACTION);
    try {
      return receiveNow(target);
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
      return read(target);
    } catch (IOException e) {
      throw end.failed(ACTION, e);
    } finally {
      end.end();
    }
  }

  private int receiveNow(ByteBuffer target) throws IOException {
    if (ended) {
      Checkpoints.checkpoint();
      return -1;
    }
    if (drained && !eagerness.pays()) {
      registration.awaitReadable(reason);
    } else {
      passCheckpoints();
    }
    int count = read(target);
    while (count == 0) {
      if (!eagerness.looksAgain()) {
        registration.awaitReadable(reason);
      }
      count = read(target);
    }
    if (count < 0) {
      endOfStream();
    }
    drained = count > 0 && target.hasRemaining();
    eagerness.received(count);
    room.received(count);
    lastCount = Math.max(0, count);
    return count;
  }

  /**
   * Nobody waits for this pipe any more. The loop is awake now, because it has told of the end; by
   * the time at which the stream is closed it is asleep, and would have to be woken. After a flood,
   * of which tasks hear by themselves, it is asleep in any case.
   */
  private void endOfStream() {
    ended = true;
    if (!room.isEarned()) {
      registration.close();
      outsideLoop = true;
    }
  }

  /** A large piece counts as many small ones, so that a flood does not hold others up for long. */
  private void passCheckpoints() {
    for (int left = lastCount; left >= 0; left -= BYTES_PER_CHECKPOINT) {
      Checkpoints.checkpoint();
    }
  }

  private int read(ByteBuffer target) throws IOException {
    if (target.isDirect() || target.remaining() <= PIECE) {
      return channel.read(target);
    }
    int limit = target.limit();
    target.limit(target.position() + PIECE);
    try {
      return channel.read(target);
    } finally {
      target.limit(limit);
    }
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
      room.close();
      if (!outsideLoop) {
        registration.close();
      }
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException("closing a pipe does not fail: " + end, e);
      }
    }
  }

  @Override
  public String toString() {
    return end.toString();
  }
}
