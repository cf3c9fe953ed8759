package dev.fairlead.stream;

import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

record TextSettings(Charset charset, CodingErrorAction malformed) implements TextOptions {

  static final TextSettings DEFAULTS =
      new TextSettings(StandardCharsets.UTF_8, CodingErrorAction.REPORT);

  @Override
  public TextOptions withCharset(Charset charset) {
    return new TextSettings(charset, malformed);
  }

  @Override
  public TextOptions withMalformed(CodingErrorAction malformed) {
    return new TextSettings(charset, malformed);
  }

  static void ensureEncodable(TextOptions options) {
    if (!options.charset().canEncode()) {
      throw new IllegalArgumentException(
          "this charset can only be decoded, so nothing can be sent in it: " + options.charset());
    }
  }
}
