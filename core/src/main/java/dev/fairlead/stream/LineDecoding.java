package dev.fairlead.stream;

import dev.fairlead.MalformedTextException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;

/** Turns the bytes of a line into text. */
final class LineDecoding {

  private LineDecoding() {}

  static String decode(byte[] line, LineOptions options) throws MalformedTextException {
    if (options.malformed() == CodingErrorAction.REPLACE) {
      return new String(line, options.charset());
    }
    var rest = ByteBuffer.wrap(line);
    try {
      return options
          .charset()
          .newDecoder()
          .onMalformedInput(options.malformed())
          .onUnmappableCharacter(options.malformed())
          .decode(rest)
          .toString();
    } catch (CharacterCodingException e) {
      throw MalformedTextException.decoding(
          options.charset(), rest, "byte " + rest.position() + " of the line");
    }
  }
}
