package dev.fairlead.internal.epoll;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * The way to the socket of a channel of the JDK without the JDK. Any thread may use it; what it
 * cannot do itself it leaves to the channel.
 */
public final class DirectSocket {

  /*
   * A descriptor must never be used once it is closed, since its number may be another one's by
   * then. The JDK closes none whose channel has a key. So each call is counted while it is under
   * way, and who takes back the key lets nobody in any more and waits until all are out. None of
   * them ever waits.
   *
   *   0 ----- enter --> 1, 2, ...           calls of the system
   *   n ----- shut ---> n + SHUT            who comes now goes through the channel
   *   n + SHUT  leave --> ... --> SHUT      the key is taken back
   */
  private static final int SHUT = Integer.MIN_VALUE;

  private static final AtomicIntegerFieldUpdater<DirectSocket> INSIDE =
      AtomicIntegerFieldUpdater.newUpdater(DirectSocket.class, "inside");

  // The JVM cannot stop for the collector while a call of ours copies. More than this goes through
  // the channel, which is not slower then.
  private static final int MOST_BYTES = 131_072;

  // Where reads and writes leave why they failed, for there may be one of each at a time.
  private static final int READING = 0;
  private static final int WRITING = 1;

  private final EpollKey key;
  private final SocketChannel channel;
  private final int descriptor;
  private final int[] errnos = new int[2];

  private volatile int inside;
  private volatile boolean reset;
  private boolean connected; // once it is, it stays so

  DirectSocket(EpollKey key, SocketChannel channel, int descriptor) {
    this.key = key;
    this.channel = channel;
    this.descriptor = descriptor;
  }

  /** As a channel's {@code read}. */
  public int read(ByteBuffer target) throws IOException {
    if (!suits(target)) {
      return channel.read(target);
    }
    MemorySegment memory = MemorySegment.ofBuffer(target);
    if (!enter()) {
      return channel.read(target);
    }
    int count;
    try {
      count = (int) SystemCalls.receive(errnoOf(READING), descriptor, memory);
    } finally {
      leave();
    }
    if (count > 0) {
      target.position(target.position() + count);
      return count;
    }
    return count == 0 ? end() : laterOrNever(READING);
  }

  /** The system tells of a reset once, and of the end of the stream from then on. */
  private int end() throws SocketException {
    if (reset) {
      throw new SocketException(Errno.describeReset());
    }
    return -1;
  }

  /** As a channel's {@code write}. */
  public int write(ByteBuffer source) throws IOException {
    if (!suits(source)) {
      return channel.write(source);
    }
    MemorySegment memory = MemorySegment.ofBuffer(source);
    if (!enter()) {
      return channel.write(source);
    }
    int count;
    try {
      count = (int) SystemCalls.send(errnoOf(WRITING), descriptor, memory);
    } finally {
      leave();
    }
    if (count >= 0) {
      source.position(source.position() + count);
      return count;
    }
    return laterOrNever(WRITING);
  }

  private int laterOrNever(int side) throws SocketException {
    int errno = errnos[side];
    if (Errno.isToTryLater(errno)) {
      return 0;
    }
    if (Errno.isReset(errno)) {
      reset = true;
    }
    throw new SocketException(Errno.describe(errno));
  }

  private MemorySegment errnoOf(int side) {
    return MemorySegment.ofArray(errnos).asSlice((long) side * Integer.BYTES, Integer.BYTES);
  }

  /** Whether these bytes can go past the channel. */
  boolean suits(ByteBuffer buffer) {
    int size = buffer.remaining();
    return key.isValid() && size > 0 && size <= MOST_BYTES && !buffer.isReadOnly() && isConnected();
  }

  private boolean isConnected() {
    if (!connected) {
      connected = channel.isConnected();
    }
    return connected;
  }

  boolean enter() {
    if (INSIDE.getAndIncrement(this) >= 0) {
      return true;
    }
    leave();
    return false;
  }

  void leave() {
    INSIDE.getAndDecrement(this);
  }

  /** Lets nobody use the descriptor any more; when this returns, nobody does. */
  void shut() {
    int _ = INSIDE.getAndUpdate(this, inside -> inside | SHUT);
    while (inside != SHUT) {
      Thread.yield();
    }
  }
}
