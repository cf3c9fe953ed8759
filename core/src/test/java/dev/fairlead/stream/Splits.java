package dev.fairlead.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** A source of bytes that come in chosen pieces, and all the ways to cut bytes into pieces. */
final class Splits implements ByteReceiveStream {

  private final Deque<ByteBuffer> pieces = new ArrayDeque<>();
  private int closings;

  private Splits(List<byte[]> pieces) {
    pieces.forEach(piece -> this.pieces.add(ByteBuffer.wrap(piece)));
  }

  static Splits of(String... pieces) {
    return new Splits(Arrays.stream(pieces).map(Splits::bytes).toList());
  }

  static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  /** One source for each way to cut the bytes. */
  static List<Splits> all(byte[] bytes) {
    var all = new ArrayList<Splits>();
    for (int cuts = 0; cuts < 1 << Math.max(0, bytes.length - 1); cuts++) {
      all.add(new Splits(cut(bytes, cuts)));
    }
    return all;
  }

  private static List<byte[]> cut(byte[] bytes, int cuts) {
    var pieces = new ArrayList<byte[]>();
    int from = 0;
    for (int to = 1; to <= bytes.length; to++) {
      if (to == bytes.length || (cuts >> (to - 1) & 1) == 1) {
        pieces.add(Arrays.copyOfRange(bytes, from, to));
        from = to;
      }
    }
    return pieces;
  }

  int closings() {
    return closings;
  }

  @Override
  public int receive(ByteBuffer target) {
    ByteBuffer piece = pieces.peek();
    if (piece == null) {
      return -1;
    }
    int size = Math.min(piece.remaining(), target.remaining());
    target.put(piece.slice(piece.position(), size));
    piece.position(piece.position() + size);
    if (!piece.hasRemaining()) {
      pieces.remove();
    }
    return size;
  }

  @Override
  public void close() {
    closings++;
  }

  @Override
  public String toString() {
    return pieces.stream().map(piece -> ISO_8859_1.decode(piece.duplicate())).toList().toString();
  }
}
