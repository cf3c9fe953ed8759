package dev.fairlead.process;

import dev.fairlead.process.CompletedProcess.Captured;
import dev.fairlead.process.internal.pipe.ChildOutput;
import dev.fairlead.stream.ByteReceiveStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Keeps what a stream gives, up to a limit. Used by one task; read when it has ended. */
final class Capture {

  private static final int CHUNK = 32_768;
  private static final int FULL_PIPE = 65_536;

  private final String what;
  private final int limit;
  private final PastLimit policy;

  private final ArrayDeque<ByteBuffer> chunks = new ArrayDeque<>(); // filled from 0 to position
  private long kept;
  private long dropped;

  Capture(String what, int limit, PastLimit policy) {
    this.what = what;
    this.limit = limit;
    this.policy = policy;
  }

  /** Receives until the end of the stream. A checkpoint. */
  void receiveAll(ByteReceiveStream stream) throws IOException {
    while (true) {
      ByteBuffer chunk = lastWithRoom();
      int count = stream.receive(chunk);
      if (count < 0) {
        return;
      }
      kept += count;
      keepLimit(chunk);
    }
  }

  /** Receives what is there already, a full pipe at most, and never waits. */
  void receiveAvailable(ChildOutput stream) throws IOException {
    int left = FULL_PIPE;
    int count = 1;
    while (count > 0 && left > 0) {
      ByteBuffer chunk = lastWithRoom();
      count = stream.receiveAvailable(chunk);
      left -= count;
      kept += Math.max(0, count);
      keepLimit(chunk);
    }
  }

  private ByteBuffer lastWithRoom() {
    ByteBuffer last = chunks.peekLast();
    if (last == null || !last.hasRemaining()) {
      last = ByteBuffer.allocate(CHUNK);
      chunks.add(last);
    }
    return last;
  }

  private void keepLimit(ByteBuffer last) throws OutputTooLargeException {
    if (kept <= limit) {
      return;
    }
    switch (policy) {
      case FAIL -> throw new OutputTooLargeException(what, limit);
      case KEEP_START -> {
        long excess = kept - limit;
        last.position(last.position() - (int) excess);
        kept -= excess;
        dropped += excess;
      }
      case KEEP_END -> dropWholeChunks();
    }
  }

  private void dropWholeChunks() {
    while (kept - chunks.getFirst().position() >= limit && chunks.size() > 1) {
      int size = chunks.removeFirst().position();
      kept -= size;
      dropped += size;
    }
  }

  Captured result() {
    int excess = (int) Math.max(0, kept - limit);
    byte[] bytes = new byte[(int) kept - excess];
    int at = -excess;
    for (ByteBuffer chunk : chunks) {
      int from = Math.max(0, -at);
      if (chunk.position() > from) {
        chunk.get(from, bytes, at + from, chunk.position() - from);
      }
      at += chunk.position();
    }
    return new Captured(bytes, dropped + excess);
  }
}
