package dev.fairlead.stream;

import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/**
 * How text becomes bytes and the other way round.
 *
 * {@snippet file="TextStreamSnippets.java" region="receive"}
 */
public sealed interface TextOptions permits TextSettings {

  /** UTF-8; what is malformed, or cannot be written in the encoding, is an error. */
  static TextOptions defaults() {
    return TextSettings.DEFAULTS;
  }

  /** The encoding. */
  Charset charset();

  /** What happens to malformed text, and to characters the encoding does not have. */
  CodingErrorAction malformed();

  /** Sets the encoding. */
  TextOptions withCharset(Charset charset);

  /** Sets what happens to malformed text: an error, a replacement character, or nothing. */
  TextOptions withMalformed(CodingErrorAction malformed);
}
