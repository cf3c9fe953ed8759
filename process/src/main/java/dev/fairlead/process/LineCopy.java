package dev.fairlead.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.DelimiterNotFoundException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.IncompleteReadException;
import dev.fairlead.process.Redirections.Lines;
import dev.fairlead.stream.BufferedByteReceiveStream;
import dev.fairlead.stream.ByteReceiveStream;
import java.io.IOException;
import java.nio.charset.CodingErrorAction;

/** Sends what one output of a program gives on, line by line. */
final class LineCopy {

  private static final int NEWLINE = 1;
  private static final int RETURN_AND_NEWLINE = 2;

  private final BufferedByteReceiveStream output;
  private final int descriptor;
  private final Lines lines;

  LineCopy(ByteReceiveStream output, int descriptor, Lines lines) {
    this.output = new BufferedByteReceiveStream(output);
    this.descriptor = descriptor;
    this.lines = lines;
  }

  /** Copies until the output ends. A checkpoint. */
  void toEnd() throws IOException {
    try {
      while (true) {
        lines.sink().send(new OutputLine(lines.source(), descriptor, next()));
      }
    } catch (EndOfStreamException e) {
      // It has closed its output, or has ended: there are no more lines.
    }
  }

  private String next() throws IOException {
    try {
      return lineWithin(LinePieces.LONGEST + NEWLINE);
    } catch (DelimiterNotFoundException e) {
      return endsWithReturnAndNewline()
          ? lineWithin(LinePieces.LONGEST + RETURN_AND_NEWLINE)
          : firstPiece();
    }
  }

  private String lineWithin(int most) throws IOException {
    return output.receiveLine(o -> o.withMaxBytes(most).withMalformed(CodingErrorAction.REPLACE));
  }

  /** Waits for what follows a return, and for nothing behind another byte. */
  private boolean endsWithReturnAndNewline() throws IOException {
    if (output.peek(LinePieces.LONGEST + 1)[LinePieces.LONGEST] != '\r') {
      return false;
    }
    try {
      return output.peek(LinePieces.LONGEST + 2)[LinePieces.LONGEST + 1] == '\n';
    } catch (IncompleteReadException e) {
      return false; // Nothing follows: it is a part of the last line.
    }
  }

  private String firstPiece() throws IOException {
    byte[] begun = output.peek(LinePieces.LONGEST + 1);
    return new String(output.receiveExactly(LinePieces.firstOf(begun)), UTF_8);
  }
}
