package dev.fairlead.stress;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.stream.MemoryObjectReceiveStream;
import dev.fairlead.stream.MemoryObjectSendStream;
import dev.fairlead.stream.MemoryObjectStreams;

/** The two ends of a memory object stream, for actors, which say in a word what came of it. */
record Ends(MemoryObjectSendStream<Object> send, MemoryObjectReceiveStream<Object> receive) {

  /** Of a stream with room for so many objects. */
  static Ends ofBuffer(int capacity) {
    MemoryObjectStreams.Pair<Object> pair = MemoryObjectStreams.create(capacity);
    return new Ends(pair.send(), pair.receive());
  }

  /** Of a stream that hands over from task to task. */
  static Ends ofRendezvous() {
    return ofBuffer(0);
  }

  /** Of a stream whose buffer has room for one object, and has this one. */
  static Ends full(Object item) {
    var ends = ofBuffer(1);
    ends.trySend(item);
    return ends;
  }

  /** "sent", "refused" for want of room or of a receiver, "broken" or "closed". */
  Object trySend(Object item) {
    try {
      return send.trySend(item) ? "sent" : "refused";
    } catch (BrokenResourceException _) {
      return "broken";
    } catch (ClosedResourceException _) {
      return "closed";
    }
  }

  /** The object, "nothing", "ended" or "closed". */
  Object tryReceive() {
    try {
      return receive.tryReceive().orElse("nothing");
    } catch (EndOfStreamException _) {
      return "ended";
    } catch (ClosedResourceException _) {
      return "closed";
    }
  }

  /** As {@link #trySend}, by a task that waits. */
  Object awaitSend(Object item) {
    try {
      send.send(item);
      return "sent";
    } catch (BrokenResourceException _) {
      return "broken";
    } catch (ClosedResourceException _) {
      return "closed";
    }
  }

  /** As {@link #tryReceive}, by a task that waits. */
  Object awaitReceive() {
    try {
      return receive.receive();
    } catch (EndOfStreamException _) {
      return "ended";
    } catch (ClosedResourceException _) {
      return "closed";
    }
  }
}
