package dev.fairlead.file;

/**
 * What ends a line of a text file, and what a line feed becomes when text is written.
 *
 * {@snippet file="AsyncFileSnippets.java" region="options"}
 */
public enum Newline {
  /**
   * Lines end with LF, CR or CR LF; the text that is read has a line feed for each of them. Written
   * line feeds become what the platform uses.
   */
  UNIVERSAL,
  /** Lines end with LF, CR or CR LF; text is read and written as it is. */
  AS_IS,
  /** Lines end with LF; text is read and written as it is. */
  LF,
  /** Lines end with CR; text is read as it is. Written line feeds become CR. */
  CR,
  /** Lines end with CR LF; text is read as it is. Written line feeds become CR LF. */
  CRLF;

  /** What a written line feed becomes. */
  public String written() {
    return switch (this) {
      case UNIVERSAL -> System.lineSeparator();
      case AS_IS, LF -> "\n";
      case CR -> "\r";
      case CRLF -> "\r\n";
    };
  }
}
