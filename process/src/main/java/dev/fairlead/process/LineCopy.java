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
        lines.sink().send(new OutputLine(lines.source(), descriptor, next(NEWLINE)));
      }
    } catch (EndOfStreamException e) {
      // It has closed its output, or has ended: there are no more lines.
    }
  }

  private String next(int bytesOfItsEnd) throws IOException {
    int most = LinePieces.LONGEST + bytesOfItsEnd;
    try {
      return output.receiveLine(o -> o.withMaxBytes(most).withMalformed(CodingErrorAction.REPLACE));
    } catch (DelimiterNotFoundException e) {
      byte[] begun = output.peek(most);
      return bytesOfItsEnd == NEWLINE && begun[LinePieces.LONGEST] == '\r'
          ? next(RETURN_AND_NEWLINE)
          : new String(output.receiveExactly(LinePieces.firstOf(begun)), UTF_8);
    }
  }
}
