package dev.fairlead.stream;

import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

record LineSettings(
    int maxBytes, LineEnd lineEnd, boolean strictEnd, Charset charset, CodingErrorAction malformed)
    implements LineOptions {

  private static final byte[] LINE_FEED = {'\n'};

  static final LineSettings DEFAULTS =
      new LineSettings(
          65_536, LineEnd.LF_OR_CRLF, false, StandardCharsets.UTF_8, CodingErrorAction.REPORT);

  LineSettings {
    if (maxBytes < 2) {
      throw new IllegalArgumentException("maxBytes of a line must be at least 2: " + maxBytes);
    }
    if (!new String(LINE_FEED, charset).equals("\n")) {
      throw new IllegalArgumentException(
          "lines are cut at the byte 10, which is no line feed in "
              + charset
              + "; decode with a TextReceiveStream instead");
    }
  }

  @Override
  public LineOptions withMaxBytes(int maxBytes) {
    return new LineSettings(maxBytes, lineEnd, strictEnd, charset, malformed);
  }

  @Override
  public LineOptions withLineEnd(LineEnd lineEnd) {
    return new LineSettings(maxBytes, lineEnd, strictEnd, charset, malformed);
  }

  @Override
  public LineOptions withStrictEnd() {
    return new LineSettings(maxBytes, lineEnd, true, charset, malformed);
  }

  @Override
  public LineOptions withCharset(Charset charset) {
    return new LineSettings(maxBytes, lineEnd, strictEnd, charset, malformed);
  }

  @Override
  public LineOptions withMalformed(CodingErrorAction malformed) {
    return new LineSettings(maxBytes, lineEnd, strictEnd, charset, malformed);
  }
}
