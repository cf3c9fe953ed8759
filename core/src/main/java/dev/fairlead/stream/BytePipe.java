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

  private static final WaitReason RECEIVE = () -> "bytes from a memory stream";
  private static final WaitReason SEND = () -> "room in a memory stream";

  /** How far one side has come. */
  private enum Side {
    OPEN,
    ENDED,
    CLOSED
  }

  // Guarded by this.
  private final byte[] ring;
  private int start;
  private int count;
  private Side sender = Side.OPEN;
  private Side receiver = Side.OPEN;
  private boolean receiving;
  private ByteBuffer @Nullable [] sending;
  private @Nullable Waiter receiverWaiter;
  private @Nullable Waiter senderWaiter;

  BytePipe(int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("the buffer size must be 0 or more: " + capacity);
    }
    this.ring = new byte[capacity];
  }

  // ---- receiving

  int receive(ByteBuffer target) {
    Checkpoints.checkpoint();
    beginReceive(target);
    try {
      while (true) {
        int received;
        Waiter waiter = null;
        Waiter served;
        synchronized (this) {
          int before = target.position();
          served = take(target);
          received = endOr(target.position() - before);
          if (received == 0) {
            waiter = new Waiter();
            receiverWaiter = waiter;
          }
        }
        if (served != null) {
          served.resume();
        }
        if (waiter == null) {
          return received;
        }
        Parking.park(waiter, RECEIVE);
      }
    } finally {
      endReceive();
    }
  }

  private synchronized void beginReceive(ByteBuffer target) {
    if (!target.hasRemaining()) {
      throw new IllegalArgumentException("the buffer to receive into has no room: " + target);
    }
    if (receiving) {
      throw new BusyResourceException("receiving from this memory stream");
    }
    receiving = true;
  }

  private synchronized void endReceive() {
    receiving = false;
    receiverWaiter = null;
  }

  /** Takes what is there; returns the sender, now decided, of which nothing is left. */
  private @Nullable Waiter take(ByteBuffer target) {
    if (receiver == Side.CLOSED) {
      throw new ClosedResourceException("receive() on a memory stream that was closed");
    }
    drainRing(target);
    ByteBuffer[] rest = sending;
    Waiter waiting = senderWaiter;
    return rest == null || waiting == null ? null : takeRest(target, waiting, rest);
  }

  /** Nothing is taken any more of a send that is cancelled, and all of none that may yet be. */
  private @Nullable Waiter takeRest(ByteBuffer target, Waiter waiting, ByteBuffer... rest) {
    boolean all = remaining(rest) <= target.remaining() + ring.length - count;
    if (all ? !waiting.claim() : waiting.isDone()) {
      return null;
    }
    for (ByteBuffer buffer : rest) {
      copy(buffer, target);
    }
    fillRing(rest);
    if (!all) {
      return null;
    }
    sending = null;
    return waiting;
  }

  private static long remaining(ByteBuffer... buffers) {
    long sum = 0;
    for (ByteBuffer buffer : buffers) {
      sum += buffer.remaining();
    }
    return sum;
  }

  /** The number of bytes; 0 for nothing yet and -1 for the end. */
  private int endOr(int received) {
    return received == 0 && sender != Side.OPEN ? -1 : received;
  }

  private static void copy(ByteBuffer from, ByteBuffer to) {
    int size = Math.min(from.remaining(), to.remaining());
    to.put(to.position(), from, from.position(), size);
    to.position(to.position() + size);
    from.position(from.position() + size);
  }

  private void drainRing(ByteBuffer target) {
    while (count > 0 && target.hasRemaining()) {
      int size = Math.min(target.remaining(), Math.min(count, ring.length - start));
      target.put(ring, start, size);
      start = (start + size) % ring.length;
      count -= size;
    }
  }

  // ---- sending

  void send(ByteBuffer... buffers) throws BrokenResourceException {
    Checkpoints.checkpoint();
    Waiter waiting = null;
    Waiter served;
    synchronized (this) {
      beginSend();
      fillRing(buffers);
      if (!allTaken(buffers)) {
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
    if (!allTaken(buffers)) {
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

  private void fillRing(ByteBuffer... buffers) {
    for (ByteBuffer buffer : buffers) {
      while (count < ring.length && buffer.hasRemaining()) {
        int end = (start + count) % ring.length;
        int room = end < start ? start - end : ring.length - end;
        int size = Math.min(buffer.remaining(), room);
        buffer.get(ring, end, size);
        count += size;
      }
    }
  }

  private static boolean allTaken(ByteBuffer... buffers) {
    return remaining(buffers) == 0;
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
      count = 0;
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
    return count + " of " + ring.length + " bytes";
  }
}
