package dev.fairlead.stream;

import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/**
 * How lines are told apart and read.
 *
 * {@snippet file="BufferedByteReceiveStreamSnippets.java" region="lines"}
 */
public sealed interface LineOptions permits LineSettings {

  /** UTF-8, at most 64 KiB, ended by LF or CR LF, the last line with or without. */
  static LineOptions defaults() {
    return LineSettings.DEFAULTS;
  }

  /** The most bytes a line may have, its end included. */
  int maxBytes();

  /** What ends a line. */
  LineEnd lineEnd();

  /** Whether the last line must be ended as well. */
  boolean strictEnd();

  /** The encoding of the text. */
  Charset charset();

  /** What happens to malformed text. */
  CodingErrorAction malformed();

  /**
   * Sets the most bytes a line may have, its end included.
   *
   * @throws IllegalArgumentException if that has no room for the end of a line
   */
  LineOptions withMaxBytes(int maxBytes);

  /** Sets what ends a line. */
  LineOptions withLineEnd(LineEnd lineEnd);

  /** Makes a last line that is not ended an {@code IncompleteReadException}. */
  LineOptions withStrictEnd();

  /**
   * Sets the encoding of the text.
   *
   * @throws IllegalArgumentException if its line feed is not the single byte 10
   */
  LineOptions withCharset(Charset charset);

  /** Sets what happens to malformed text: an error, a replacement character, or nothing. */
  LineOptions withMalformed(CodingErrorAction malformed);
}
