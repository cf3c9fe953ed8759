package dev.fairlead.stream;

/**
 * What ends a line.
 *
 * {@snippet file="BufferedByteReceiveStreamSnippets.java" region="lines"}
 */
public enum LineEnd {
  /** A line feed; a carriage return before it belongs to the line. */
  LF("\n"),
  /** A carriage return and a line feed; either alone belongs to the line. */
  CRLF("\r\n"),
  /** A line feed, with or without a carriage return before it. */
  LF_OR_CRLF("\n");

  private final String characters;

  LineEnd(String characters) {
    this.characters = characters;
  }

  byte[] bytes() {
    return characters.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  boolean dropsCarriageReturn(ReadAhead buffer, int end) {
    return this == LF_OR_CRLF && end > 0 && buffer.byteAt(end - 1) == '\r';
  }
}
