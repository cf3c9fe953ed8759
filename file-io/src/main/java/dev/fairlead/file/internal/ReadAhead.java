package dev.fairlead.file.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that were read and not taken yet. */
final class ReadAhead {

  private static final int CHUNK = 1 << 16;
  private static final byte[] EMPTY = {};

  private byte[] bytes = EMPTY;
  private int start;
  private int end;
  private int keeps = 2 * CHUNK; // how large an array is kept when it is empty

  int size() {
    return end - start;
  }

  /** Reads once; returns whether something came. */
  boolean fill(Handle handle) throws IOException {
    makeRoom();
    int count = handle.read(ByteBuffer.wrap(bytes, end, bytes.length - end));
    end += Math.max(count, 0);
    return count > 0;
  }

  /** Reads once what is there without waiting; returns how many bytes came. */
  int fillFromMemory(Handle handle) {
    makeRoom();
    int count = handle.readInMemory(ByteBuffer.wrap(bytes, end, bytes.length - end));
    end += count;
    return count;
  }

  /** Reads to the end; returns how many bytes there are. */
  int fillUp(Handle handle) throws IOException {
    byte[] all = BlockingIo.readUpTo(handle, take(size()), Integer.MAX_VALUE);
    bytes = all;
    start = 0;
    end = all.length;
    return all.length;
  }

  /** Reads once into a buffer, and what follows; returns how many bytes came. While it is empty. */
  long fillBehind(ByteBuffer target, Handle handle) throws IOException {
    if (bytes.length < StreamRoom.BYTES) {
      bytes = new byte[StreamRoom.BYTES];
    }
    keeps = StreamRoom.BYTES;
    ByteBuffer following = ByteBuffer.wrap(bytes, 0, StreamRoom.BYTES);
    long count = handle.read(new ByteBuffer[] {target, following});
    start = 0;
    end = following.position();
    return count;
  }

  private void makeRoom() {
    if (bytes.length - end >= CHUNK / 2) {
      return;
    }
    int size = size();
    int needed = Math.addExact(size, CHUNK);
    byte[] to = needed <= bytes.length ? bytes : new byte[Math.max(needed, 2 * size)];
    System.arraycopy(bytes, start, to, 0, size);
    bytes = to;
    start = 0;
    end = size;
  }

  byte at(int index) {
    return bytes[start + index];
  }

  boolean has(byte[] pattern, int index) {
    return index + pattern.length <= size()
        && Arrays.equals(
            bytes, start + index, start + index + pattern.length, pattern, 0, pattern.length);
  }

  ByteBuffer view() {
    return ByteBuffer.wrap(bytes, start, size()).slice();
  }

  byte[] take(int count) {
    byte[] taken = Arrays.copyOfRange(bytes, start, start + count);
    skip(count);
    return taken;
  }

  int takeInto(ByteBuffer target) {
    int count = Math.min(size(), target.remaining());
    target.put(bytes, start, count);
    skip(count);
    return count;
  }

  void skip(int count) {
    start += count;
    if (start == end) {
      clear();
    }
  }

  void clear() {
    start = 0;
    end = 0;
    if (bytes.length > keeps) {
      bytes = EMPTY;
    }
  }
}
