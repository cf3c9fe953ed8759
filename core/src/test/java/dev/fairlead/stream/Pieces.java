package dev.fairlead.stream;

import static dev.fairlead.stream.Splits.bytes;
import static dev.fairlead.stream.Splits.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.IncompleteReadException;
import java.io.IOException;

/** Bytes that come in pieces, and the promise that it does not matter in which. */
final class Pieces {

  private Pieces() {}

  static BufferedByteReceiveStream buffered(String... pieces) {
    return new BufferedByteReceiveStream(Splits.of(pieces));
  }

  /** What a receive returned or threw, in words that can be compared. */
  interface Outcome {
    byte[] receive(BufferedByteReceiveStream stream) throws IOException;

    default String of(BufferedByteReceiveStream stream) {
      String said;
      try {
        said = text(receive(stream));
      } catch (IncompleteReadException e) {
        said = "incomplete " + text(e.partial());
      } catch (IOException e) {
        said = e.toString();
      }
      return said + ", then " + restOf(stream);
    }
  }

  static String restOf(ByteReceiveStream stream) {
    var rest = new StringBuilder();
    stream.forEach(chunk -> rest.append(text(chunk)));
    return rest.toString();
  }

  static void assertIndependentOfPieces(String data, Outcome outcome) {
    String expected = outcome.of(buffered(data));
    for (Splits source : Splits.all(bytes(data))) {
      String pieces = source.toString();
      assertEquals(expected, outcome.of(new BufferedByteReceiveStream(source)), pieces);
    }
  }
}
