package dev.fairlead.process;

import dev.fairlead.process.CompletedProcess.Captured;
import dev.fairlead.process.internal.pipe.ChildOutput;
import dev.fairlead.stream.ByteReceiveStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what a stream gives, up to a limit. Used by one task; read when it has ended. */
final class Capture {

  private static final int CHUNK = 32_768;
  private static final int FULL_PIPE = 65_536;

  private final String what;
  private final int limit;
  private final PastLimit policy;
  private final List<Copy> copies = new ArrayList<>();

  private final ArrayDeque<ByteBuffer> chunks = new ArrayDeque<>(); // filled from 0 to position
  private long kept;
  private long dropped;
  private Optional<Spill> spill = Optional.empty();

  Capture(String what, int limit, PastLimit policy) {
    this.what = what;
    this.limit = limit;
    this.policy = policy;
  }

  /** Takes what comes, too. */
  @FunctionalInterface
  interface Copy {
    void take(ByteBuffer bytes) throws IOException;
  }

  /** Lets something have a copy of all that comes. */
  Capture withCopy(Copy copy) {
    copies.add(copy);
    return this;
  }

  /** Writes everything to a file once it is too much. */
  Capture withSpill(Spill file) {
    spill = Optional.of(file);
    return this;
  }

  /** Receives until the end of the stream. A checkpoint. */
  void receiveAll(ByteReceiveStream stream) throws IOException {
    while (receiveOnce(stream)) {
      // There may be more.
    }
  }

  /** Receives once; returns whether there may be more. A checkpoint. */
  boolean receiveOnce(ByteReceiveStream stream) throws IOException {
    ByteBuffer chunk = lastWithRoom();
    int count = stream.receive(chunk);
    if (count >= 0) {
      took(chunk, count);
    }
    return count >= 0;
  }

  /** Receives what is there already, a full pipe at most, and does not wait for more. */
  void receiveAvailable(ChildOutput stream) throws IOException {
    int left = FULL_PIPE;
    int count = 1;
    while (count > 0 && left > 0) {
      ByteBuffer chunk = lastWithRoom();
      count = stream.receiveAvailable(chunk);
      left -= count;
      if (count > 0) {
        took(chunk, count);
      }
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

  /** What has come counts as kept before anybody waits: a cancellation loses nothing. */
  private void took(ByteBuffer last, int count) throws IOException {
    kept += count;
    ByteBuffer news = last.duplicate().flip().position(last.position() - count);
    for (Copy copy : copies) {
      copy.take(news.asReadOnlyBuffer());
    }
    if (spill.isPresent()) {
      spill(spill.get(), news);
    }
    keepLimit(last);
  }

  private void spill(Spill file, ByteBuffer news) throws IOException {
    if (file.isOpen()) {
      file.write(List.of(news));
    } else if (kept > limit) {
      file.write(chunks.stream().map(chunk -> chunk.duplicate().flip()).toList());
    }
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
    Optional<Path> file = spill.flatMap(Spill::file);
    return new Captured(bytes, file.isPresent() ? 0 : dropped + excess, file);
  }
}
