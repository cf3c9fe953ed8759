package dev.fairlead.stream;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;

/** Turns the bytes of a line into text. */
final class LineDecoding {

  private LineDecoding() {}

  static String decode(byte[] line, LineOptions options) throws CharacterCodingException {
    if (options.malformed() == CodingErrorAction.REPLACE) {
      return new String(line, options.charset());
    }
    return options
        .charset()
        .newDecoder()
        .onMalformedInput(options.malformed())
        .onUnmappableCharacter(options.malformed())
        .decode(ByteBuffer.wrap(line))
        .toString();
  }
}
