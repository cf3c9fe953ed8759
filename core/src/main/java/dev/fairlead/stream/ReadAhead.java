package dev.fairlead.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that were received and not taken yet. Grows with what arrives, not with what is wanted. */
final class ReadAhead {

  static final int CHUNK = 8192;
  private static final int KEPT = 8 * CHUNK;
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private static final byte[] EMPTY = {};

  private byte[] bytes = EMPTY;
  private int start;
  private int end;

  int size() {
    return end - start;
  }

  boolean isEmpty() {
    return start == end;
  }

  /** Free space behind the bytes; {@link #added} says how much of it was filled. */
  ByteBuffer room() {
    if (bytes.length - end < CHUNK / 2) {
      makeRoom(CHUNK);
    }
    return ByteBuffer.wrap(bytes, end, bytes.length - end);
  }

  void added(int count) {
    end += count;
  }

  void append(ByteBuffer more) {
    int count = more.remaining();
    if (bytes.length - end < count) {
      makeRoom(count);
    }
    more.get(bytes, end, count);
    end += count;
  }

  void prepend(byte[] before) {
    if (start < before.length) {
      var larger = new byte[grown(size() + before.length)];
      System.arraycopy(bytes, start, larger, before.length, size());
      end = before.length + size();
      start = before.length;
      bytes = larger;
    }
    start -= before.length;
    System.arraycopy(before, 0, bytes, start, before.length);
  }

  private void makeRoom(int count) {
    int size = size();
    int needed = Math.addExact(size, count);
    // Moving costs the size; it pays only when at least as much comes free.
    boolean move = needed <= bytes.length && size <= start;
    byte[] to = move ? bytes : new byte[grown(needed)];
    System.arraycopy(bytes, start, to, 0, size);
    bytes = to;
    start = 0;
    end = size;
  }

  private int grown(int needed) {
    long doubled = 2L * bytes.length;
    return (int) Math.min(LARGEST, Math.max(Math.max(CHUNK, needed), doubled));
  }

  byte byteAt(int index) {
    return bytes[start + index];
  }

  byte[] copy(int count) {
    return Arrays.copyOfRange(bytes, start, start + count);
  }

  byte[] take(int count) {
    byte[] taken = copy(count);
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
      start = 0;
      end = 0;
      if (bytes.length > KEPT) {
        bytes = EMPTY;
      }
    }
  }

  /** The place of a pattern that begins at {@code from} or later and ends before {@code limit}. */
  int indexOf(byte[] pattern, int from, int limit) {
    int last = start + limit - pattern.length;
    for (int at = start + from; at <= last; at++) {
      if (bytes[at] == pattern[0]
          && Arrays.equals(bytes, at, at + pattern.length, pattern, 0, pattern.length)) {
        return at - start;
      }
    }
    return -1;
  }

  /** The first bytes as a number, the most significant one first. */
  long bigEndian(int count) {
    long number = 0;
    for (int i = 0; i < count; i++) {
      number = (number << 8) | (byteAt(i) & 0xFF);
    }
    return number;
  }
}
