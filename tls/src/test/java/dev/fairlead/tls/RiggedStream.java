package dev.fairlead.tls;

import dev.fairlead.Fairlead;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.ForwardingByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A stream that delivers in pieces of its own choice, and may damage, cut off or cancel something
 * on the way; the same way again for the same seed.
 */
final class RiggedStream extends ForwardingByteStream {

  /** What happens to a byte that was received. */
  interface Damage {
    byte to(byte value, long offset);
  }

  /** Called before each operation of the transport, with its number. */
  interface Trap {
    void spring(int operation);
  }

  private static final int NEVER = Integer.MAX_VALUE;

  private final Random receiving;
  private final Random sending;
  private int largestPiece = NEVER;
  private long cutOffAt = Long.MAX_VALUE;
  private long stallAt = Long.MAX_VALUE;
  private Damage damage = (value, offset) -> value;
  private Trap trap = operation -> {};

  private final AtomicLong received = new AtomicLong();
  private int operations;

  RiggedStream(ByteStream stream, long seed) {
    super(stream);
    this.receiving = new Random(seed);
    this.sending = new Random(~seed);
  }

  /** Delivers and takes at most so many bytes at once, at random fewer. */
  RiggedStream inPiecesOf(int largest) {
    largestPiece = largest;
    return this;
  }

  /** Ends after so many bytes were received. */
  RiggedStream cutOffAt(long offset) {
    cutOffAt = offset;
    return this;
  }

  /** Goes silent after so many bytes were received. */
  RiggedStream stallingAt(long offset) {
    stallAt = offset;
    return this;
  }

  RiggedStream damagedBy(Damage newDamage) {
    damage = newDamage;
    return this;
  }

  RiggedStream trappedBy(Trap newTrap) {
    trap = newTrap;
    return this;
  }

  /** How many bytes were received so far. */
  long received() {
    return received.get();
  }

  /** How many operations there were. For tests with one task on this end. */
  int operations() {
    return operations;
  }

  @Override
  public int receive(ByteBuffer target) throws IOException {
    trap.spring(operations++);
    if (received() >= cutOffAt) {
      return -1;
    }
    if (received() >= stallAt) {
      Fairlead.sleepForever();
    }
    int start = target.position();
    int limit = target.limit();
    long end = Math.min(cutOffAt, stallAt);
    long most = Math.min(piece(receiving, target.remaining()), end - received());
    target.limit(start + (int) most);
    try {
      int count = super.receive(target);
      for (int i = start; i < target.position(); i++) {
        target.put(i, damage.to(target.get(i), received.getAndIncrement()));
      }
      return count;
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    for (ByteBuffer buffer : buffers) {
      while (buffer.hasRemaining()) {
        trap.spring(operations++);
        sendPiece(buffer);
      }
    }
  }

  private void sendPiece(ByteBuffer buffer) throws IOException {
    int limit = buffer.limit();
    buffer.limit(buffer.position() + piece(sending, buffer.remaining()));
    try {
      super.send(new ByteBuffer[] {buffer});
    } finally {
      buffer.limit(limit);
    }
  }

  private int piece(Random random, int atMost) {
    int most = Math.min(largestPiece, atMost);
    return largestPiece == NEVER ? most : 1 + random.nextInt(most);
  }
}
