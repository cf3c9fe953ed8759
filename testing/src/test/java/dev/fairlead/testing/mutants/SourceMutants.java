package dev.fairlead.testing.mutants;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import dev.fairlead.stream.ObjectReceiveStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Sources and sinks that keep every promise, or all but one. */
final class SourceMutants {

  private SourceMutants() {}

  /** What is wrong with one. */
  enum Flaw {
    NONE,
    MIXES_UP,
    OVERFILLS,
    TAKES_NO_ROOM,
    ITERATES_OVER_NOTHING,
    IS_NO_CHECKPOINT,
    LOOKS_LATE,
    IGNORES_CLOSE,
    CLOSES_ONCE,
    CLOSES_AFTER_A_CHECKPOINT,
    TAKES_IN_TWO_STEPS,
    CONSUMES_NOTHING,
    ADDS_SOMETHING
  }

  private static final Map<String, Flaw> OF_ALL =
      Map.of(
          "closing twice does nothing", Flaw.CLOSES_ONCE,
          "a close in a cancelled scope still closes", Flaw.CLOSES_AFTER_A_CHECKPOINT);

  private static final Map<String, Flaw> OF_ALL_SOURCES =
      Map.of(
          "iterating ends at the end", Flaw.ITERATES_OVER_NOTHING,
          "a receive in a cancelled scope takes nothing", Flaw.IS_NO_CHECKPOINT,
          "a receive and a cancellation at once lose nothing", Flaw.LOOKS_LATE,
          "nothing can be received after a close", Flaw.IGNORES_CLOSE,
          "a close ends what another task receives", Flaw.IGNORES_CLOSE);

  /** By the check of sources of bytes that must notice. */
  static final Map<String, Flaw> OF_SOURCES =
      all(
          OF_ALL,
          OF_ALL_SOURCES,
          Map.of(
              "all bytes come in order, and then the end", Flaw.MIXES_UP,
              "a receive keeps to its limit and its buffer", Flaw.OVERFILLS,
              "a receive without room is refused", Flaw.TAKES_NO_ROOM,
              "two receivers get each byte once", Flaw.TAKES_IN_TWO_STEPS));

  /** By the check of sources of objects that must notice. */
  static final Map<String, Flaw> OF_OBJECT_SOURCES =
      all(
          OF_ALL,
          OF_ALL_SOURCES,
          Map.of(
              "all objects come in order, and then the end", Flaw.MIXES_UP,
              "a receive can be cancelled at every step", Flaw.LOOKS_LATE,
              "two receivers get each object once", Flaw.TAKES_IN_TWO_STEPS));

  /** By the check of sinks that must notice. */
  static final Map<String, Flaw> OF_SINKS =
      all(
          OF_ALL,
          Map.of(
              "all bytes come through in order", Flaw.MIXES_UP,
              "any kind of buffer can be sent, several at once", Flaw.CONSUMES_NOTHING,
              "sending nothing sends nothing", Flaw.ADDS_SOMETHING,
              "a send in a cancelled scope sends nothing", Flaw.IS_NO_CHECKPOINT,
              "a send and a cancellation at once lose nothing", Flaw.LOOKS_LATE,
              "nothing can be sent after a close", Flaw.IGNORES_CLOSE,
              "a close ends what another task sends", Flaw.IGNORES_CLOSE,
              "what two senders send stays in one piece", Flaw.TAKES_IN_TWO_STEPS));

  @SafeVarargs
  private static Map<String, Flaw> all(Map<String, Flaw>... parts) {
    var all = new HashMap<String, Flaw>();
    for (var part : parts) {
      all.putAll(part);
    }
    return Map.copyOf(all);
  }

  /** What all have in common. */
  abstract static class Flawed {
    final Flaw flaw;
    private boolean closed;

    Flawed(Flaw flaw) {
      this.flaw = flaw;
    }

    /** At the begin of each operation. */
    final void begin() {
      if (flaw != Flaw.IS_NO_CHECKPOINT) {
        Checkpoints.checkpoint();
      }
      if (closed && flaw != Flaw.IGNORES_CLOSE) {
        throw new ClosedResourceException("closed");
      }
    }

    /** Where a cancellation must not come any more, and nobody else may come in between. */
    final void between() {
      if (flaw == Flaw.LOOKS_LATE) {
        Checkpoints.checkpoint();
      } else if (flaw == Flaw.TAKES_IN_TWO_STEPS) {
        Checkpoints.cancelShieldedCheckpoint();
      }
    }

    public void close() {
      if (flaw == Flaw.CLOSES_AFTER_A_CHECKPOINT) {
        Checkpoints.checkpoint();
      }
      if (closed && flaw == Flaw.CLOSES_ONCE) {
        throw new IllegalStateException("closed already");
      }
      closed = true;
    }

    public void closeForcefully() {
      closed = true;
    }
  }

  static final class Bytes extends Flawed implements ByteReceiveStream {
    private final byte[] content;
    private int position;

    Bytes(Flaw flaw, byte[] content) {
      super(flaw);
      this.content = content.clone();
      if (flaw == Flaw.MIXES_UP) {
        this.content[1_000] = 0;
      }
    }

    @Override
    public int receive(ByteBuffer target) {
      if (!target.hasRemaining() && flaw != Flaw.TAKES_NO_ROOM) {
        throw new IllegalArgumentException("no room");
      }
      begin();
      if (position == content.length) {
        return -1;
      }
      int count = Math.min(target.remaining(), content.length - position);
      int start = position;
      if (flaw == Flaw.LOOKS_LATE) {
        position += count;
      }
      between();
      position = start + count;
      target.put(content, start, count);
      if (flaw == Flaw.OVERFILLS) {
        target.position(target.position() - 1);
      }
      return count;
    }

    @Override
    public Iterator<byte[]> iterator() {
      return flaw == Flaw.ITERATES_OVER_NOTHING
          ? Collections.emptyIterator()
          : ByteReceiveStream.super.iterator();
    }
  }

  static final class Sink extends Flawed implements ByteSendStream {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    Sink(Flaw flaw) {
      super(flaw);
    }

    byte[] written() {
      return written.toByteArray();
    }

    @Override
    public void send(ByteBuffer... buffers) {
      begin();
      if (flaw == Flaw.ADDS_SOMETHING) {
        written.write(0);
      }
      for (ByteBuffer buffer : buffers) {
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        if (flaw == Flaw.MIXES_UP && bytes.length > 1_000) {
          bytes[1_000]++;
        }
        written.writeBytes(bytes);
        between();
        if (flaw != Flaw.CONSUMES_NOTHING) {
          buffer.position(buffer.limit());
        }
      }
    }
  }

  static final class Objects extends Flawed implements ObjectReceiveStream<Integer> {
    private final List<Integer> content;
    private int position;

    Objects(Flaw flaw, List<Integer> content) {
      super(flaw);
      this.content = content;
    }

    @Override
    public Integer receive() throws IOException {
      begin();
      if (position == content.size()) {
        throw new EndOfStreamException("end");
      }
      int place = position;
      if (flaw == Flaw.LOOKS_LATE) {
        position++;
      }
      between();
      position = place + 1;
      return content.get(flaw == Flaw.MIXES_UP ? place ^ 1 : place);
    }

    @Override
    public Iterator<Integer> iterator() {
      return flaw == Flaw.ITERATES_OVER_NOTHING
          ? Collections.emptyIterator()
          : ObjectReceiveStream.super.iterator();
    }
  }
}
