package dev.fairlead.file.internal;

import dev.fairlead.MalformedTextException;
import dev.fairlead.file.Newline;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Turns the text of a file into bytes and the other way round. */
public final class TextCodec {

  /** The byte order mark of an encoding. */
  private record Mark(Charset charset) {
    byte[] bytes() {
      return "\uFEFF".getBytes(charset);
    }
  }

  private static final Mark[] MARKS_16 = {
    new Mark(StandardCharsets.UTF_16BE), new Mark(StandardCharsets.UTF_16LE)
  };
  private static final Mark[] MARKS_32 = {
    new Mark(Charset.forName("UTF-32BE")), new Mark(Charset.forName("UTF-32LE"))
  };
  private static final Mark[] NO_MARKS = {};

  private final Charset charset;
  private final CodingErrorAction malformed;
  private final Newline newline;
  private final Mark[] marks;
  private Charset effective; // without a mark; one task at a time

  /** Makes a codec. */
  public TextCodec(Charset charset, CodingErrorAction malformed, Newline newline) {
    this.charset = charset;
    this.malformed = malformed;
    this.newline = newline;
    this.marks =
        switch (charset.name()) {
          case "UTF-16" -> MARKS_16;
          case "UTF-32" -> MARKS_32;
          default -> NO_MARKS;
        };
    this.effective = marks.length == 0 ? charset : marks[0].charset;
  }

  /** Whether the first bytes of the file say how the others are to be read. */
  boolean looksForMark() {
    return marks.length > 0;
  }

  /** Takes note of how a file begins; returns the length of its mark. */
  int begin(byte[] firstBytes) {
    for (Mark mark : marks) {
      byte[] bytes = mark.bytes();
      if (firstBytes.length >= bytes.length
          && Arrays.equals(Arrays.copyOf(firstBytes, bytes.length), bytes)) {
        effective = mark.charset;
        return bytes.length;
      }
    }
    return 0;
  }

  Newline newline() {
    return newline;
  }

  byte[] bytesOf(char c) {
    return String.valueOf(c).getBytes(effective);
  }

  /**
   * Decodes text that is there as a whole.
   *
   * @param what what the bytes are, for an error
   */
  public String decode(byte[] bytes, String what) throws MalformedTextException {
    return decode(bytes, 0, what);
  }

  /** As {@link #decode}, of a file from its beginning. */
  public String decodeFile(byte[] bytes) throws MalformedTextException {
    int mark = begin(Arrays.copyOf(bytes, Math.min(4, bytes.length)));
    return translated(decode(bytes, mark, "the file"));
  }

  private String decode(byte[] bytes, int from, String what) throws MalformedTextException {
    if (malformed == CodingErrorAction.REPLACE) {
      return new String(bytes, from, bytes.length - from, effective);
    }
    var rest = ByteBuffer.wrap(bytes).position(from);
    try {
      return decoder().decode(rest).toString();
    } catch (CharacterCodingException e) {
      throw malformed(rest, rest.position(), what);
    }
  }

  /** Says what cannot be decoded. */
  MalformedTextException malformed(ByteBuffer rest, long at, String what) {
    return MalformedTextException.decoding(effective, rest, "byte " + at + " of " + what);
  }

  CharsetDecoder decoder() {
    return effective.newDecoder().onMalformedInput(malformed).onUnmappableCharacter(malformed);
  }

  /** What a program sees of line ends. */
  String translated(String text) {
    return newline == Newline.UNIVERSAL && text.indexOf('\r') >= 0
        ? text.replace("\r\n", "\n").replace('\r', '\n')
        : text;
  }

  /**
   * Encodes text with the line ends that are to be written.
   *
   * @param atStart whether it will be what the file begins with
   */
  public byte[] encode(CharSequence text, boolean atStart) throws MalformedTextException {
    String lineEnd = newline.written();
    String written = text.toString();
    if (!lineEnd.equals("\n")) {
      written = written.replace("\n", lineEnd);
    }
    CharsetEncoder encoder =
        (atStart ? charset : effective)
            .newEncoder()
            .onMalformedInput(malformed)
            .onUnmappableCharacter(malformed);
    var rest = CharBuffer.wrap(written);
    try {
      ByteBuffer bytes = encoder.encode(rest);
      var exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      throw MalformedTextException.encoding(charset, written, rest.position());
    }
  }
}
