package dev.fairlead.testing.mutants;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.ForwardingByteStream;
import dev.fairlead.sync.Lock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Streams whose directions get in each other's way, and such as end one of them badly. */
final class BothWaysMutants {

  private BothWaysMutants() {}

  /** By the check that must notice. */
  static Map<String, UnaryOperator<ByteStream>> all() {
    return Map.ofEntries(
        Map.entry("both directions work at once", OneAtATime::new),
        Map.entry("an end that receives can send", OneAtATime::new),
        Map.entry("cancelling a receive leaves sending alone", ClosedByCancel::new),
        Map.entry("cancelling a send leaves receiving alone", ClosedByCancel::new),
        Map.entry("a close wakes both directions", ReceiverOnly::new),
        Map.entry("ending one direction works or is refused", EndIsClose::new),
        Map.entry("the end of one direction leaves the other open", EndIsClose::new),
        Map.entry("the end comes after what was sent", Overtaking::new),
        Map.entry("the end wakes the task that receives", LocalEnd::new),
        Map.entry("ending twice does nothing", EndOnce::new),
        Map.entry("nothing can be sent after the end", SilentAfterEnd::new),
        Map.entry("a closed stream cannot be ended", EndAfterClose::new),
        Map.entry("ending while another task sends is refused", EndInBetween::new),
        Map.entry("ending in a cancelled scope ends nothing", ShieldedEnd::new));
  }

  /** Receives or sends. */
  private static final class OneAtATime extends ForwardingByteStream {
    private final Lock turn = new Lock();

    OneAtATime(ByteStream stream) {
      super(stream);
    }

    @Override
    public int receive(ByteBuffer target) throws IOException {
      return turn.call(() -> super.receive(target));
    }

    @Override
    public void send(ByteBuffer... buffers) throws IOException {
      turn.run(() -> super.send(buffers));
    }
  }

  /** Closes when it is cancelled, as channels do that are interrupted. */
  private static final class ClosedByCancel extends ForwardingByteStream {
    ClosedByCancel(ByteStream stream) {
      super(stream);
    }

    @Override
    public int receive(ByteBuffer target) throws IOException {
      try {
        return super.receive(target);
      } catch (Cancelled c) {
        super.closeForcefully();
        throw c;
      }
    }

    @Override
    public void send(ByteBuffer... buffers) throws IOException {
      try {
        super.send(buffers);
      } catch (Cancelled c) {
        super.closeForcefully();
        throw c;
      }
    }
  }

  /** Forgets who sends when it is closed. */
  private static final class ReceiverOnly extends ForwardingByteStream {
    ReceiverOnly(ByteStream stream) {
      super(stream);
    }

    @Override
    public void send(ByteBuffer... buffers) throws IOException {
      try {
        super.send(buffers);
      } catch (ClosedResourceException e) {
        // Sent, more or less.
      }
    }
  }

  /** Knows one way to end. */
  private static final class EndIsClose extends ForwardingByteStream {
    EndIsClose(ByteStream stream) {
      super(stream);
    }

    @Override
    public void sendEof() throws IOException {
      super.close();
    }
  }

  /** Keeps the last bytes until more come, and forgets them at the end. */
  private static final class Overtaking extends ForwardingByteStream {
    private ByteBuffer kept = ByteBuffer.allocate(0);

    Overtaking(ByteStream stream) {
      super(stream);
    }

    @Override
    public void send(ByteBuffer... buffers) throws IOException {
      super.send(new ByteBuffer[] {kept});
      for (ByteBuffer buffer : buffers) {
        kept = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
        ByteBuffer most = kept.duplicate().limit(kept.limit() / 2);
        super.send(new ByteBuffer[] {most});
        kept.position(most.position());
      }
    }
  }

  /** Keeps the end to itself. */
  private static final class LocalEnd extends ForwardingByteStream {
    LocalEnd(ByteStream stream) {
      super(stream);
    }

    @Override
    public void sendEof() {
      // Nobody asked.
    }
  }

  /** Complains of a second end. */
  private static final class EndOnce extends ForwardingByteStream {
    private boolean ended;

    EndOnce(ByteStream stream) {
      super(stream);
    }

    @Override
    public void sendEof() throws IOException {
      if (ended) {
        throw new ClosedResourceException("ended already");
      }
      ended = true;
      super.sendEof();
    }
  }

  /** Swallows what is sent after the end. */
  private static final class SilentAfterEnd extends ForwardingByteStream {
    private boolean ended;

    SilentAfterEnd(ByteStream stream) {
      super(stream);
    }

    @Override
    public void send(ByteBuffer... buffers) throws IOException {
      if (!ended) {
        super.send(buffers);
      }
    }

    @Override
    public void sendEof() throws IOException {
      ended = true;
      super.sendEof();
    }
  }

  /** Ends what is closed. */
  private static final class EndAfterClose extends ForwardingByteStream {
    EndAfterClose(ByteStream stream) {
      super(stream);
    }

    @Override
    public void sendEof() throws IOException {
      try {
        super.sendEof();
      } catch (ClosedResourceException e) {
        // More ended than that it cannot be.
      }
    }
  }

  /** Ends in the middle of what another task sends. */
  private static final class EndInBetween extends ForwardingByteStream {
    EndInBetween(ByteStream stream) {
      super(stream);
    }

    @Override
    public void sendEof() throws IOException {
      try {
        super.sendEof();
      } catch (BusyResourceException e) {
        // Later, perhaps.
      }
    }
  }

  /** Ends whatever is cancelled. */
  private static final class ShieldedEnd extends ForwardingByteStream {
    ShieldedEnd(ByteStream stream) {
      super(stream);
    }

    @Override
    public void sendEof() throws IOException {
      CancelScope.shielded().run(super::sendEof);
    }
  }
}
