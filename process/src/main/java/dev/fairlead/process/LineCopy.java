package dev.fairlead.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.DelimiterNotFoundException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.process.Redirections.Lines;
import dev.fairlead.stream.BufferedByteReceiveStream;
import dev.fairlead.stream.ByteReceiveStream;
import java.io.IOException;
import java.nio.charset.CodingErrorAction;

/** Sends what one output of a program gives on, line by line. */
final class LineCopy {

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
      return output.receiveLine(
          o -> o.withMaxBytes(LinePieces.LONGEST + 1).withMalformed(CodingErrorAction.REPLACE));
    } catch (DelimiterNotFoundException e) {
      int whole = LinePieces.wholeCharacters(output.peek(LinePieces.LONGEST));
      return new String(output.receiveExactly(whole), UTF_8);
    }
  }
}
