package dev.fairlead;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.HexFormat;

/**
 * Thrown when bytes are no text in the charset they should be in, or when a charset cannot write a
 * text. The message has the bytes or characters, and where they are.
 *
 * {@snippet file="FailureSnippets.java" region="malformed"}
 */
public final class MalformedTextException extends CharacterCodingException {

  private static final long serialVersionUID = 1L;
  private static final int MOST_SHOWN = 4;

  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  private final String message;

  private MalformedTextException(String message) {
    this.message = message;
  }

  /**
   * Bytes that are no text.
   *
   * @param rest what could not be decoded, from the first malformed byte on
   * @param place where that is, "byte 7 of the line" for instance
   */
  public static MalformedTextException decoding(Charset charset, ByteBuffer rest, String place) {
    var shown = new byte[Math.min(MOST_SHOWN, rest.remaining())];
    rest.get(rest.position(), shown);
    return new MalformedTextException(
        "no "
            + charset
            + " text at "
            + place
            + ": "
            + HEX.formatHex(shown)
            + "; choose the charset it is in, or have it replaced by withMalformed");
  }

  /**
   * Text that a charset cannot write.
   *
   * @param text what could not be encoded
   * @param at the first such character
   */
  public static MalformedTextException encoding(Charset charset, CharSequence text, int at) {
    int code = Character.codePointAt(text, at);
    return new MalformedTextException(
        "character "
            + at
            + ", U+"
            + HEX.toHexDigits(code, Character.charCount(code) == 1 ? 4 : 6)
            + ", cannot be written in "
            + charset
            + "; choose a charset that has it, or have it replaced by withMalformed");
  }

  /** The same, with the name of what it was found in. */
  public MalformedTextException in(String name) {
    var named = new MalformedTextException(name + ": " + message);
    named.setStackTrace(getStackTrace());
    return named;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
