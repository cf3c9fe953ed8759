package dev.fairlead.testing.mutants;

import dev.fairlead.CancelScope;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.ForwardingByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Streams that spoil what goes through them, each in a way of its own. */
final class TransferMutants {

  private TransferMutants() {}

  /** By the check that must notice. */
  static Map<String, UnaryOperator<ByteStream>> all() {
    return Map.of(
        "bytes arrive complete and in order", Swapping::new,
        "a receive keeps to its limit and its buffer", BeyondTheLimit::new,
        "any kind of buffer can be sent, several at once", WithoutPositions::new,
        "sending nothing sends nothing", EmptyIsEnd::new,
        "a receive without room is refused", ZeroWithoutRoom::new,
        "a receive waits for bytes", Impatient::new,
        "a sender nobody receives from waits", Hoarding::new);
  }

  /** Swaps the first two bytes of large chunks. */
  private static final class Swapping extends ForwardingByteStream {
    Swapping(ByteStream stream) {
      super(stream);
    }

    @Override
    public int receive(ByteBuffer target) throws IOException {
      int start = target.position();
      int count = super.receive(target);
      if (count > 900) {
        byte first = target.get(start);
        target.put(start, target.get(start + 1)).put(start + 1, first);
      }
      return count;
    }
  }

  /** Fills the whole array of a buffer. */
  private static final class BeyondTheLimit extends ForwardingByteStream {
    BeyondTheLimit(ByteStream stream) {
      super(stream);
    }

    @Override
    public int receive(ByteBuffer target) throws IOException {
      target.limit(target.capacity());
      return super.receive(target);
    }
  }

  /** Sends copies and leaves the buffers as they were. */
  private static final class WithoutPositions extends ForwardingByteStream {
    WithoutPositions(ByteStream stream) {
      super(stream);
    }

    @Override
    public void send(ByteBuffer... buffers) throws IOException {
      for (ByteBuffer buffer : buffers) {
        super.send(new ByteBuffer[] {buffer.duplicate()});
      }
    }
  }

  /** Takes an empty buffer for the end. */
  private static final class EmptyIsEnd extends ForwardingByteStream {
    EmptyIsEnd(ByteStream stream) {
      super(stream);
    }

    @Override
    public void send(ByteBuffer... buffers) throws IOException {
      for (ByteBuffer buffer : buffers) {
        if (!buffer.hasRemaining()) {
          sendEof();
        }
      }
      super.send(buffers);
    }
  }

  /** Receives nothing into a buffer without room, as channels do. */
  private static final class ZeroWithoutRoom extends ForwardingByteStream {
    ZeroWithoutRoom(ByteStream stream) {
      super(stream);
    }

    @Override
    public int receive(ByteBuffer target) throws IOException {
      return target.hasRemaining() ? super.receive(target) : 0;
    }
  }

  /** Says that the stream has ended when nothing comes for a while. */
  private static final class Impatient extends ForwardingByteStream {
    Impatient(ByteStream stream) {
      super(stream);
    }

    @Override
    public int receive(ByteBuffer target) throws IOException {
      return CancelScope.moveOnAfter(Duration.ZERO).attempt(() -> super.receive(target)).orElse(-1);
    }

    @Override
    public byte[] receive(int maxBytes) throws IOException {
      ByteBuffer target = ByteBuffer.allocate(maxBytes);
      if (receive(target) < 0) {
        throw new EndOfStreamException();
      }
      return java.util.Arrays.copyOf(target.array(), target.position());
    }
  }

  /** Takes all that is sent, and sends it when there is room. */
  private static final class Hoarding extends ForwardingByteStream {
    private final Deque<ByteBuffer> hoard = new ArrayDeque<>();

    Hoarding(ByteStream stream) {
      super(stream);
    }

    @Override
    public void send(ByteBuffer... buffers) throws IOException {
      for (ByteBuffer buffer : buffers) {
        hoard.add(ByteBuffer.allocate(buffer.remaining()).put(buffer).flip());
      }
    }
  }
}
