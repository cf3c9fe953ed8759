package dev.fairlead.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/** Makes lines of what a worker process prints. Used by one task at a time. */
final class PrintedLines {

  private final String source;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private final ArrayDeque<OutputLine> complete = new ArrayDeque<>();

  PrintedLines(String source) {
    this.source = source;
  }

  /** Takes what was printed; keeps all of it until somebody is told. */
  void take(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        end();
      } else {
        if (!hasRoomFor(next)) {
          endPiece();
        }
        begun.write(next);
      }
    }
  }

  /** A return may belong to the end of the line, which is no part of it. */
  private boolean hasRoomFor(byte next) {
    int room = LinePieces.LONGEST - begun.size();
    return room > 0 || (room == 0 && next == '\r');
  }

  private void endPiece() {
    byte[] bytes = begun.toByteArray();
    int first = LinePieces.firstOf(bytes);
    begun.reset();
    begun.write(bytes, first, bytes.length - first);
    add(new String(bytes, 0, first, UTF_8));
  }

  private void end() {
    String text = begun.toString(UTF_8);
    begun.reset();
    add(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }

  private void add(String text) {
    complete.add(new OutputLine(source, ProcessSettings.STDOUT, text));
  }

  /** What has no end yet is a line as well, and a return at its end is a part of it. */
  void endLast() {
    if (begun.size() > LinePieces.LONGEST) {
      endPiece();
    }
    if (begun.size() > 0) {
      add(begun.toString(UTF_8));
      begun.reset();
    }
  }

  /** Tells of each line once, in order. */
  void tell(Consumer<? super OutputLine> listener) {
    for (OutputLine line = complete.poll(); line != null; line = complete.poll()) {
      listener.accept(line);
    }
  }
}
