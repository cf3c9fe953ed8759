package dev.fairlead.testing.mutants;

import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.ForwardingByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Streams that do the wrong thing when they are cancelled, each in a way of its own. */
final class CancelMutants {

  private CancelMutants() {}

  /** By the check that must notice. */
  static Map<String, UnaryOperator<ByteStream>> all() {
    return Map.ofEntries(
        Map.entry("a receive in a cancelled scope takes nothing", Shielded::new),
        Map.entry("a send in a cancelled scope sends nothing", Shielded::new),
        Map.entry("a receive that is cancelled has lost nothing", Forgetful::new),
        Map.entry("a send that is cancelled says how far it came", Rewinding::new),
        Map.entry("bytes and a cancellation at once lose nothing", LateLook::new),
        Map.entry("room and a cancellation at once lose nothing", Rewinding::new),
        Map.entry("a receive can be cancelled at every step", LateLook::new),
        Map.entry("a send can be cancelled at every step", Rewinding::new));
  }

  /** Does not look for cancellations. */
  private static final class Shielded extends ForwardingByteStream {
    Shielded(ByteStream stream) {
      super(stream);
    }

    @Override
    public int receive(ByteBuffer target) throws IOException {
      return CancelScope.shielded().call(() -> super.receive(target));
    }

    @Override
    public void send(ByteBuffer... buffers) throws IOException {
      CancelScope.shielded().run(() -> super.send(buffers));
    }
  }

  /** Drops a byte after it was cancelled. */
  private static final class Forgetful extends ForwardingByteStream {
    private boolean cancelled;

    Forgetful(ByteStream stream) {
      super(stream);
    }

    @Override
    public int receive(ByteBuffer target) throws IOException {
      if (cancelled) {
        cancelled = false;
        super.receive(ByteBuffer.allocate(1));
      }
      try {
        return super.receive(target);
      } catch (Cancelled c) {
        cancelled = true;
        throw c;
      }
    }
  }

  /** Pretends that a cancelled send has sent nothing. */
  private static final class Rewinding extends ForwardingByteStream {
    Rewinding(ByteStream stream) {
      super(stream);
    }

    @Override
    public void send(ByteBuffer... buffers) throws IOException {
      int position = buffers.length == 0 ? 0 : buffers[0].position();
      try {
        super.send(buffers);
      } catch (Cancelled c) {
        buffers[0].position(position);
        throw c;
      }
    }
  }

  /** Looks for a cancellation once it has the bytes, and throws them away. */
  private static final class LateLook extends ForwardingByteStream {
    LateLook(ByteStream stream) {
      super(stream);
    }

    @Override
    public int receive(ByteBuffer target) throws IOException {
      int count = super.receive(target);
      Checkpoints.yieldNow();
      return count;
    }
  }
}
