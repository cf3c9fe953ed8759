package dev.fairlead.file.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Loops over a handle, on a worker thread. */
public final class BlockingIo {

  /**
   * How much of an array is given to a channel at once. Channels copy arrays through native memory
   * of the same size, which each thread keeps.
   */
  static final int PIECE = 1 << 20;

  private static final int FIRST_GUESS = 1 << 16;
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private BlockingIo() {}

  /** Something that takes or fills a buffer once. */
  @FunctionalInterface
  interface Once {
    /** Returns how many bytes were moved; -1 at the end. */
    int apply(ByteBuffer buffer) throws IOException;
  }

  /** Moves bytes once, at most a piece. */
  static int once(ByteBuffer buffer, Once step) throws IOException {
    if (buffer.isDirect() || buffer.remaining() <= PIECE) {
      return step.apply(buffer);
    }
    int limit = buffer.limit();
    buffer.limit(buffer.position() + PIECE);
    try {
      return step.apply(buffer);
    } finally {
      buffer.limit(limit);
    }
  }

  /** Reads until the buffer is full or the file ends; returns how many bytes came, -1 if none. */
  public static int readFully(Handle handle, ByteBuffer target) throws IOException {
    return all(target, handle::read);
  }

  /** As {@link #readFully}, at an offset. */
  public static int readFullyAt(Handle handle, long offset, ByteBuffer target) throws IOException {
    int start = target.position();
    return all(target, buffer -> handle.readAt(offset + buffer.position() - start, buffer));
  }

  /** Writes all of the buffer. */
  public static int writeFully(Handle handle, ByteBuffer source) throws IOException {
    return Math.max(0, all(source, handle::write));
  }

  /** As {@link #writeFully}, at an offset. */
  public static int writeFullyAt(Handle handle, long offset, ByteBuffer source) throws IOException {
    int start = source.position();
    return Math.max(
        0, all(source, buffer -> handle.writeAt(offset + buffer.position() - start, buffer)));
  }

  private static int all(ByteBuffer buffer, Once step) throws IOException {
    int start = buffer.position();
    while (buffer.hasRemaining()) {
      if (once(buffer, step) < 0) {
        return buffer.position() > start ? buffer.position() - start : -1;
      }
    }
    return buffer.position() - start;
  }

  /** How much there is to write. */
  public static long remaining(ByteBuffer[] buffers) {
    long sum = 0;
    for (ByteBuffer buffer : buffers) {
      sum += buffer.remaining();
    }
    return sum;
  }

  /** Writes all of the buffers. */
  public static long writeFully(Handle handle, ByteBuffer[] sources) throws IOException {
    long total = 0;
    int first = 0;
    while (first < sources.length) {
      if (!sources[first].hasRemaining()) {
        first++;
      } else if (sources[first].remaining() > PIECE) {
        total += writeFully(handle, sources[first]);
      } else {
        total += handle.write(Arrays.copyOfRange(sources, first, sources.length));
      }
    }
    return total;
  }

  static long scatter(Handle handle, ByteBuffer[] targets) throws IOException {
    for (ByteBuffer target : targets) {
      if (target.hasRemaining()) {
        return handle.read(target);
      }
    }
    return 0;
  }

  static long gather(Handle handle, ByteBuffer[] sources) throws IOException {
    long total = 0;
    for (ByteBuffer source : sources) {
      total += writeFully(handle, source);
    }
    return total;
  }

  /** Reads until the end, or so many bytes, behind those that were read before. */
  public static byte[] readUpTo(Handle handle, byte[] before, int max) throws IOException {
    byte[] bytes = Arrays.copyOf(before, firstCapacity(handle, before.length, max));
    int size = before.length;
    while (size < max) {
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(Math.min(max, LARGEST), 2L * size));
      }
      int count = readFully(handle, ByteBuffer.wrap(bytes, size, bytes.length - size));
      if (count < 0) {
        break;
      }
      size += count;
      if (size == LARGEST) {
        throw new OutOfMemoryError("the rest of the file does not fit into an array; stream it");
      }
    }
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  /** Reads so many bytes at an offset, fewer only at the end. */
  static byte[] readUpToAt(Handle handle, long offset, int max) throws IOException {
    long most = Math.min(max, LARGEST);
    byte[] bytes =
        new byte[(int) (max <= FIRST_GUESS ? max : Math.min(most, left(handle, offset)))];
    int size = 0;
    while (true) {
      var room = ByteBuffer.wrap(bytes, size, bytes.length - size);
      size += Math.max(0, readFullyAt(handle, offset + size, room));
      if (room.hasRemaining() || size == max) {
        return room.hasRemaining() ? Arrays.copyOf(bytes, size) : bytes;
      } else if (size == LARGEST) {
        throw new OutOfMemoryError("so much of the file does not fit into an array; stream it");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(most, 2L * size));
    }
  }

  private static int firstCapacity(Handle handle, int before, int max) throws IOException {
    return (int) Math.min(Math.min(max, LARGEST), before + left(handle));
  }

  private static long left(Handle handle) throws IOException {
    return handle.isSeekable() ? left(handle, handle.position()) : FIRST_GUESS;
  }

  /** One more than there is, so that the end is seen. Some files say 0 and have content. */
  private static long left(Handle handle, long offset) throws IOException {
    return Math.max(handle.size() - offset + 1, 512);
  }
}
