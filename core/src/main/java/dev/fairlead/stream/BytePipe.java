package dev.fairlead.stream;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.BusyResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Parking;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a pair: a ring of bytes between one sender and one receiver.
 *
 * <p>A sender whose bytes do not fit leaves its buffers here and waits; the receiver takes from the
 * ring first, then from those buffers, and fills the ring up again. So bytes move only while
 * somebody receives or sends, and a cancelled wait leaves every byte where it was.
 */
final class BytePipe {

  private static final byte[] NOTHING = {};
  private static final WaitReason RECEIVE = () -> "bytes from a memory stream";
  private static final WaitReason SEND = () -> "room in a memory stream";

  /** How far one side has come. */
  private enum Side {
    OPEN,
    ENDED,
    CLOSED
  }

  // Guarded by this.
  private final ByteRing ring;
  private Side sender = Side.OPEN;
  private Side receiver = Side.OPEN;
  private boolean receiving;
  private ByteBuffer @Nullable [] sending;
  private @Nullable Waiter receiverWaiter;
  private @Nullable Waiter senderWaiter;

  BytePipe(int capacity) {
    this.ring = new ByteRing(capacity);
  }

  // ---- receiving

  /** Returns how many bytes came, or -1 at the end. */
  int receive(ByteBuffer target) {
    if (!target.hasRemaining()) {
      throw new IllegalArgumentException("the buffer to receive into has no room: " + target);
    }
    Checkpoints.checkpoint();
    beginReceive();
    try {
      int received = 0;
      while (received == 0 && awaitBytes() > 0) {
        received = take(target);
      }
      return received > 0 ? received : -1;
    } finally {
      endReceive();
    }
  }

  /** Returns what came in an array of just that size, an empty one at the end. */
  byte[] receive(int maxBytes) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1: " + maxBytes);
    }
    Checkpoints.checkpoint();
    beginReceive();
    try {
      byte[] chunk = NOTHING;
      long there;
      while (chunk.length == 0 && (there = awaitBytes()) > 0) {
        chunk = takeChunk((int) Math.min(maxBytes, there));
      }
      return chunk;
    } finally {
      endReceive();
    }
  }

  private byte[] takeChunk(int size) {
    ByteBuffer target = ByteBuffer.allocate(size);
    int received = take(target);
    return received == size ? target.array() : Arrays.copyOf(target.array(), received);
  }

  private synchronized void beginReceive() {
    if (receiving) {
      throw new BusyResourceException("receiving from this memory stream");
    }
    receiving = true;
  }

  private synchronized void endReceive() {
    receiving = false;
    receiverWaiter = null;
  }

  /**
   * Waits until there is something, and returns how much; 0 at the end. It may still go, when it is
   * the sender's and that is cancelled.
   */
  private long awaitBytes() {
    while (true) {
      Waiter waiter;
      synchronized (this) {
        long there = available();
        if (there > 0 || sender != Side.OPEN) {
          return there;
        }
        waiter = new Waiter();
        receiverWaiter = waiter;
      }
      Parking.park(waiter, RECEIVE);
    }
  }

  private long available() {
    ensureReceivable();
    ByteBuffer[] rest = sending;
    Waiter waiting = senderWaiter;
    return rest == null || waiting == null || waiting.isDone()
        ? ring.size()
        : ring.size() + ByteBuffers.remaining(rest);
  }

  private void ensureReceivable() {
    if (receiver == Side.CLOSED) {
      throw new ClosedResourceException("receive() on a memory stream that was closed");
    }
  }

  /** Takes what is there and wakes the sender of which nothing is left; returns how much it was. */
  private int take(ByteBuffer target) {
    int before = target.position();
    Waiter served;
    synchronized (this) {
      served = takeAll(target);
    }
    if (served != null) {
      served.resume();
    }
    return target.position() - before;
  }

  private @Nullable Waiter takeAll(ByteBuffer target) {
    ensureReceivable();
    ring.moveTo(target);
    ByteBuffer[] rest = sending;
    Waiter waiting = senderWaiter;
    return rest == null || waiting == null ? null : takeRest(target, waiting, rest);
  }

  /** Nothing is taken any more of a send that is cancelled, and all of none that may yet be. */
  private @Nullable Waiter takeRest(ByteBuffer target, Waiter waiting, ByteBuffer... rest) {
    boolean all = ByteBuffers.remaining(rest) <= target.remaining() + ring.room();
    if (all ? !waiting.claim() : waiting.isDone()) {
      return null;
    }
    for (ByteBuffer buffer : rest) {
      ByteBuffers.move(buffer, target);
    }
    ring.fill(rest);
    if (!all) {
      return null;
    }
    sending = null;
    return waiting;
  }

  // ---- sending

  void send(ByteBuffer... buffers) throws BrokenResourceException {
    Checkpoints.checkpoint();
    Waiter waiting = null;
    Waiter served;
    synchronized (this) {
      beginSend();
      ring.fill(buffers);
      if (ByteBuffers.remaining(buffers) > 0) {
        sending = buffers.clone();
        waiting = new Waiter();
        senderWaiter = waiting;
      }
      served = receiverWaiter;
    }
    wake(served);
    if (waiting != null) {
      awaitTaken(waiting, buffers);
    }
  }

  private void awaitTaken(Waiter waiter, ByteBuffer... buffers) throws BrokenResourceException {
    try {
      Parking.park(waiter, SEND);
    } finally {
      endSend();
    }
    if (ByteBuffers.remaining(buffers) > 0) {
      ensureSenderOpen();
      ensureReceiverOpen();
    }
  }

  private void beginSend() throws BrokenResourceException {
    ensureSenderOpen();
    ensureReceiverOpen();
    if (senderWaiter != null) {
      throw new BusyResourceException("sending to this memory stream");
    }
  }

  private synchronized void endSend() {
    sending = null;
    senderWaiter = null;
  }

  private synchronized void ensureSenderOpen() {
    if (sender == Side.CLOSED) {
      throw new ClosedResourceException("send() on a memory stream that was closed");
    }
    if (sender == Side.ENDED) {
      throw new ClosedResourceException("send() on a memory stream after sendEof()");
    }
  }

  private synchronized void ensureReceiverOpen() throws BrokenResourceException {
    if (receiver == Side.CLOSED) {
      throw new BrokenResourceException("the other end of the memory stream was closed");
    }
  }

  // ---- ending

  /** Lets the receiver see the end once it has received what was sent. */
  void endSending() {
    Waiter served;
    synchronized (this) {
      if (sender == Side.CLOSED) {
        throw new ClosedResourceException("sendEof() on a memory stream that was closed");
      }
      if (senderWaiter != null) {
        throw new BusyResourceException("sending to this memory stream");
      }
      sender = Side.ENDED;
      served = receiverWaiter;
    }
    wake(served);
  }

  /** Closes the sending side: its own operations fail, the receiver sees the end. Any thread. */
  void closeSender() {
    List<@Nullable Waiter> served;
    synchronized (this) {
      sender = Side.CLOSED;
      served = waiters();
    }
    served.forEach(BytePipe::wake);
  }

  /** Closes the receiving side: its own operations fail, the sender finds it broken. Any thread. */
  void closeReceiver() {
    List<@Nullable Waiter> served;
    synchronized (this) {
      receiver = Side.CLOSED;
      ring.clear();
      served = waiters();
    }
    served.forEach(BytePipe::wake);
  }

  private List<@Nullable Waiter> waiters() {
    return Arrays.asList(senderWaiter, receiverWaiter);
  }

  private static void wake(@Nullable Waiter waiter) {
    if (waiter != null) {
      waiter.wake();
    }
  }

  @Override
  public synchronized String toString() {
    return ring.toString();
  }
}
