package dev.fairlead.file.internal;

import dev.fairlead.file.Newline;
import java.util.Optional;

/** Finds the ends of lines in bytes. Looks at whole code units, so that no half of one matches. */
final class LineEnds {

  private static final int UNKNOWN = -1;

  private final Newline newline;
  private final byte[] lineFeed;
  private final byte[] carriageReturn;
  private int searched; // no line ends before

  /** A line with its end: the bytes of the text, and of both. */
  record Line(int text, int total) {}

  LineEnds(TextCodec codec) {
    this.newline = codec.newline();
    this.lineFeed = codec.bytesOf('\n');
    this.carriageReturn = codec.bytesOf('\r');
  }

  /**
   * The first line of what was read; empty if its end has not been read yet.
   *
   * @param last whether nothing follows
   */
  Optional<Line> first(ReadAhead bytes, boolean last) {
    int width = lineFeed.length;
    for (int at = searched; at + width <= bytes.size(); at += width) {
      searched = at;
      int end = endAt(bytes, at, last);
      if (end == UNKNOWN) {
        return Optional.empty();
      }
      if (end > 0) {
        return Optional.of(new Line(at, at + end));
      }
      searched = at + width;
    }
    return Optional.empty();
  }

  /** The length of a line end; 0 if there is none, {@code UNKNOWN} if the next unit decides. */
  private int endAt(ReadAhead bytes, int at, boolean last) {
    boolean cr = bytes.has(carriageReturn, at);
    boolean lf = bytes.has(lineFeed, at);
    int one = lineFeed.length;
    boolean both = cr && bytes.has(lineFeed, at + one);
    boolean undecided = cr && !last && bytes.size() < at + 2 * one;
    return switch (newline) {
      case LF -> lf ? one : 0;
      case CR -> cr ? one : 0;
      case CRLF -> both ? 2 * one : undecided ? UNKNOWN : 0;
      case UNIVERSAL, AS_IS -> both ? 2 * one : undecided ? UNKNOWN : lf || cr ? one : 0;
    };
  }
}
