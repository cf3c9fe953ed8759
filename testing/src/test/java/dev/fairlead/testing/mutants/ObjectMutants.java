package dev.fairlead.testing.mutants;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.stream.ObjectStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Streams of numbers that break a promise, each in a way of its own. */
final class ObjectMutants {

  private ObjectMutants() {}

  /** By the check that must notice. */
  static Map<String, UnaryOperator<ObjectStream<Integer>>> all() {
    return Map.ofEntries(
        Map.entry("objects arrive complete and in order", Swapping::new),
        Map.entry("a sender nobody receives from waits", Hoarding::new),
        Map.entry("after a close comes what was sent, and the end", OneEnd::new),
        Map.entry("iterating ends at the end", NoIteration::new),
        Map.entry("a close wakes the task that sends", SleepyClose::new),
        Map.entry("sending to a closed receiver breaks", Swallowing::new),
        Map.entry("a send that waits breaks with its receiver", Swallowing::new),
        Map.entry("a second sender is served or refused", Doubling::new),
        Map.entry("a receive waits for an object", Impatient::new),
        Map.entry("nothing can be sent after a close", Swallowing::new),
        Map.entry("nothing can be received after a close", EndAfterClose::new),
        Map.entry("closing twice does nothing", OneClose::new),
        Map.entry("a close wakes the task that receives", SleepyClose::new),
        Map.entry("a close in a cancelled scope still closes", CancellableClose::new),
        Map.entry("a second receiver is served or refused", Doubling::new),
        Map.entry("a receive that is cancelled has lost nothing", Forgetful::new),
        Map.entry("a receive in a cancelled scope takes nothing", Shielded::new),
        Map.entry("a send in a cancelled scope sends nothing", Shielded::new),
        Map.entry("an object and a cancellation at once lose nothing", LateLook::new),
        Map.entry("a receive can be cancelled at every step", LateLook::new),
        Map.entry("a cancelled send has sent all or nothing", Restless::new),
        Map.entry("a send can be cancelled at every step", Restless::new));
  }

  /** Swaps pairs. */
  private static final class Swapping extends ForwardingObjects {
    private final Deque<Integer> held = new ArrayDeque<>();

    Swapping(ObjectStream<Integer> stream) {
      super(stream);
    }

    @Override
    public Integer receive() throws IOException {
      if (held.isEmpty()) {
        held.push(super.receive());
        return super.receive();
      }
      return held.pop();
    }
  }

  /** Takes all that is sent. */
  private static final class Hoarding extends ForwardingObjects {
    private final Deque<Integer> hoard = new ArrayDeque<>();

    Hoarding(ObjectStream<Integer> stream) {
      super(stream);
    }

    @Override
    public void send(Integer item) {
      hoard.add(item);
    }
  }

  /** Says once that the other side has ended. */
  private static final class OneEnd extends ForwardingObjects {
    private boolean ended;

    OneEnd(ObjectStream<Integer> stream) {
      super(stream);
    }

    @Override
    public Integer receive() throws IOException {
      if (ended) {
        throw new ClosedResourceException("ended already");
      }
      try {
        return super.receive();
      } catch (EndOfStreamException e) {
        ended = true;
        throw e;
      }
    }
  }

  /** Gives an iterator nothing. */
  private static final class NoIteration extends ForwardingObjects {
    NoIteration(ObjectStream<Integer> stream) {
      super(stream);
    }

    @Override
    public Iterator<Integer> iterator() {
      return Collections.emptyIterator();
    }
  }

  /** Does not close for those who are in a hurry. */
  private static final class SleepyClose extends ForwardingObjects {
    private int waiting;

    SleepyClose(ObjectStream<Integer> stream) {
      super(stream);
    }

    @Override
    public Integer receive() throws IOException {
      waiting++;
      try {
        return super.receive();
      } finally {
        waiting--;
      }
    }

    @Override
    public void send(Integer item) throws IOException {
      waiting++;
      try {
        super.send(item);
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

  /** Keeps bad news to itself. */
  private static final class Swallowing extends ForwardingObjects {
    Swallowing(ObjectStream<Integer> stream) {
      super(stream);
    }

    @Override
    public void send(Integer item) throws IOException {
      try {
        super.send(item);
      } catch (BrokenResourceException | ClosedResourceException e) {
        // As if it had been sent.
      }
    }
  }

  /** Gives two tasks the same object. */
  private static final class Doubling extends ForwardingObjects {
    private int receiving;
    private Integer last = -1;

    Doubling(ObjectStream<Integer> stream) {
      super(stream);
    }

    @Override
    public Integer receive() throws IOException {
      receiving++;
      try {
        Integer item = super.receive();
        Integer given = last >= 0 ? last : item;
        last = receiving > 1 || last >= 0 ? given : -1;
        return given;
      } finally {
        receiving--;
      }
    }

    @Override
    public void send(Integer item) throws IOException {
      super.send(item % 2 == 0 ? item : item - 1);
    }
  }

  /** Says that the stream has ended when nothing is there. */
  private static final class Impatient extends ForwardingObjects {
    Impatient(ObjectStream<Integer> stream) {
      super(stream);
    }

    @Override
    public Integer receive() throws IOException {
      return CancelScope.moveOnAfter(Duration.ZERO)
          .attempt(super::receive)
          .orElseThrow(EndOfStreamException::new);
    }
  }

  /** Takes its own close for the end. */
  private static final class EndAfterClose extends ForwardingObjects {
    EndAfterClose(ObjectStream<Integer> stream) {
      super(stream);
    }

    @Override
    public Integer receive() throws IOException {
      try {
        return super.receive();
      } catch (ClosedResourceException e) {
        throw new EndOfStreamException();
      }
    }
  }

  /** Complains of a second close. */
  private static final class OneClose extends ForwardingObjects {
    private boolean closed;

    OneClose(ObjectStream<Integer> stream) {
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

  /** Thinks about it before it closes. */
  private static final class CancellableClose extends ForwardingObjects {
    CancellableClose(ObjectStream<Integer> stream) {
      super(stream);
    }

    @Override
    public void close() throws IOException {
      Checkpoints.checkpoint();
      super.close();
    }
  }

  /** Drops an object after it was cancelled. */
  private static final class Forgetful extends ForwardingObjects {
    private boolean cancelled;

    Forgetful(ObjectStream<Integer> stream) {
      super(stream);
    }

    @Override
    public Integer receive() throws IOException {
      if (cancelled) {
        cancelled = false;
        super.receive();
      }
      try {
        return super.receive();
      } catch (Cancelled c) {
        cancelled = true;
        throw c;
      }
    }
  }

  /** Does not look for cancellations. */
  private static final class Shielded extends ForwardingObjects {
    Shielded(ObjectStream<Integer> stream) {
      super(stream);
    }

    @Override
    public Integer receive() throws IOException {
      return CancelScope.shielded().call(super::receive);
    }

    @Override
    public void send(Integer item) throws IOException {
      CancelScope.shielded().run(() -> super.send(item));
    }
  }

  /** Looks for a cancellation once it has the object, and throws it away. */
  private static final class LateLook extends ForwardingObjects {
    LateLook(ObjectStream<Integer> stream) {
      super(stream);
    }

    @Override
    public Integer receive() throws IOException {
      Integer item = super.receive();
      Checkpoints.yieldNow();
      return item;
    }
  }

  /** Sends an object again after it was cancelled. */
  private static final class Restless extends ForwardingObjects {
    private Integer again = -1;

    Restless(ObjectStream<Integer> stream) {
      super(stream);
    }

    @Override
    public void send(Integer item) throws IOException {
      if (again >= 0) {
        super.send(again);
        super.send(again);
        again = -1;
      }
      try {
        super.send(item);
      } catch (Cancelled c) {
        again = item;
        throw c;
      }
    }
  }
}
