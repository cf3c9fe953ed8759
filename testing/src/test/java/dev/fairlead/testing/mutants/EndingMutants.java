package dev.fairlead.testing.mutants;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.ForwardingByteStream;
import dev.fairlead.sync.Lock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Streams that end badly, each in a way of its own. */
final class EndingMutants {

  private EndingMutants() {}

  /** By the check that must notice. */
  static Map<String, UnaryOperator<ByteStream>> all() {
    return Map.ofEntries(
        Map.entry("after a close comes what was sent, and then the end", OneEnd::new),
        Map.entry("iterating ends at the end", NoIteration::new),
        Map.entry("nothing can be sent after a close", SilentAfterClose::new),
        Map.entry("nothing can be received after a close", EndAfterClose::new),
        Map.entry("closing twice does nothing", OneClose::new),
        Map.entry("a close wakes the task that receives", SleepyClose::new),
        Map.entry("a close wakes the task that sends", SleepyClose::new),
        Map.entry("sending to a closed receiver breaks", Unbreakable::new),
        Map.entry("a send that waits breaks with its receiver", Unbreakable::new),
        Map.entry("a second receiver is refused", Queueing::new),
        Map.entry("a second sender is refused", Queueing::new),
        Map.entry("a close in a cancelled scope still closes", CancellableClose::new));
  }

  /** Says once that the other side has ended. */
  private static final class OneEnd extends ForwardingByteStream {
    private boolean ended;

    OneEnd(ByteStream stream) {
      super(stream);
    }

    @Override
    public int receive(ByteBuffer target) throws IOException {
      if (ended) {
        throw new ClosedResourceException("ended already");
      }
      int count = super.receive(target);
      ended = count < 0;
      return count;
    }
  }

  /** Gives an iterator nothing. */
  private static final class NoIteration extends ForwardingByteStream {
    NoIteration(ByteStream stream) {
      super(stream);
    }

    @Override
    public Iterator<byte[]> iterator() {
      return Collections.emptyIterator();
    }
  }

  /** Swallows what is sent after a close. */
  private static final class SilentAfterClose extends ForwardingByteStream {
    SilentAfterClose(ByteStream stream) {
      super(stream);
    }

    @Override
    public void send(ByteBuffer... buffers) throws IOException {
      try {
        super.send(buffers);
      } catch (ClosedResourceException e) {
        // Who cares.
      }
    }
  }

  /** Takes its own close for the end. */
  private static final class EndAfterClose extends ForwardingByteStream {
    EndAfterClose(ByteStream stream) {
      super(stream);
    }

    @Override
    public int receive(ByteBuffer target) throws IOException {
      try {
        return super.receive(target);
      } catch (ClosedResourceException e) {
        return -1;
      }
    }
  }

  /** Complains of a second close. */
  private static final class OneClose extends ForwardingByteStream {
    private boolean closed;

    OneClose(ByteStream stream) {
      super(stream);
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        throw new ClosedResourceException("closed already");
      }
      closed = true;
      super.close();
    }
  }

  /** Leaves those who wait alone when it is closed. */
  private static final class SleepyClose extends ForwardingByteStream {
    private int waiting;

    SleepyClose(ByteStream stream) {
      super(stream);
    }

    @Override
    public int receive(ByteBuffer target) throws IOException {
      waiting++;
      try {
        return super.receive(target);
      } finally {
        waiting--;
      }
    }

    @Override
    public void send(ByteBuffer... buffers) throws IOException {
      waiting++;
      try {
        super.send(buffers);
      } finally {
        waiting--;
      }
    }

    @Override
    public void closeForcefully() throws IOException {
      if (waiting == 0) {
        super.closeForcefully();
      }
    }
  }

  /** Goes on when the other side is gone. */
  private static final class Unbreakable extends ForwardingByteStream {
    Unbreakable(ByteStream stream) {
      super(stream);
    }

    @Override
    public void send(ByteBuffer... buffers) throws IOException {
      try {
        super.send(buffers);
      } catch (BrokenResourceException e) {
        // Nobody listens, nobody complains.
      }
    }
  }

  /** Lets a second task wait for its turn. */
  private static final class Queueing extends ForwardingByteStream {
    private final Lock receiving = new Lock();
    private final Lock sending = new Lock();

    Queueing(ByteStream stream) {
      super(stream);
    }

    @Override
    public int receive(ByteBuffer target) throws IOException {
      return receiving.call(() -> super.receive(target));
    }

    @Override
    public void send(ByteBuffer... buffers) throws IOException {
      sending.run(() -> super.send(buffers));
    }
  }

  /** Thinks about it before it closes. */
  private static final class CancellableClose extends ForwardingByteStream {
    CancellableClose(ByteStream stream) {
      super(stream);
    }

    @Override
    public void close() throws IOException {
      Checkpoints.checkpoint();
      super.close();
    }
  }
}
