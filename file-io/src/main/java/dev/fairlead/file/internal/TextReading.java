package dev.fairlead.file.internal;

import dev.fairlead.DelimiterNotFoundException;
import dev.fairlead.file.Newline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The text of an open file. Takes exactly the bytes of what it returns, so that text, bytes and the
 * position can be used side by side.
 */
public final class TextReading {

  private static final int LONGEST_MARK = 4;

  private final OpenFile file;
  private final TextCodec codec;
  private final int maxLineBytes;

  /** Reads the text of a file. */
  public TextReading(OpenFile file, TextCodec codec, int maxLineBytes) {
    this.file = file;
    this.codec = codec;
    this.maxLineBytes = maxLineBytes;
  }

  // ---- lines

  /** The next line; empty at the end. */
  public Optional<String> readLine() throws IOException {
    return file.inTurn(this::nextLine);
  }

  /** All lines that are left. */
  public List<String> readLines() throws IOException {
    return file.inTurn(() -> {
      begin();
      file.call(() -> file.ahead().fillUp(file.handle()));
      var lines = new ArrayList<String>();
      for (var line = nextLine(); line.isPresent(); line = nextLine()) {
        lines.add(line.get());
      }
      return List.copyOf(lines);
    });
  }

  private Optional<String> nextLine() throws IOException {
    begin();
    ReadAhead ahead = file.ahead();
    var ends = new LineEnds(codec);
    boolean more = true;
    while (true) {
      Optional<LineEnds.Line> line = ends.first(ahead, !more);
      if (line.isPresent()) {
        return Optional.of(take(line.get()));
      }
      if (ahead.size() > maxLineBytes) {
        throw new DelimiterNotFoundException(maxLineBytes);
      }
      if (!more) {
        return ahead.size() == 0
            ? Optional.empty()
            : Optional.of(take(new LineEnds.Line(ahead.size(), ahead.size())));
      }
      more = fill();
    }
  }

  private String take(LineEnds.Line line) throws IOException {
    if (line.total() > maxLineBytes) {
      throw new DelimiterNotFoundException(maxLineBytes);
    }
    byte[] text = file.ahead().take(line.text());
    file.ahead().skip(line.total() - line.text());
    return codec.decode(text, "the line");
  }

  // ---- text

  /** All text that is left. */
  public String readRest() throws IOException {
    return file.inTurn(() -> {
      begin();
      ReadAhead ahead = file.ahead();
      byte[] bytes =
          file.call(() ->
              BlockingIo.readUpTo(file.handle(), ahead.take(ahead.size()), Integer.MAX_VALUE));
      return codec.translated(codec.decode(bytes, "what is left"));
    });
  }

  /** So many characters, fewer only at the end or in front of malformed text. */
  public String read(int maxChars) throws IOException {
    return file.inTurn(() -> {
      begin();
      var text = new SomeText();
      while (text.length() < maxChars && text.more(maxChars - text.length())) {}
      return text.taken();
    });
  }

  /** Text that is taken as a whole at the end, so that a cancellation in between loses nothing. */
  private final class SomeText {
    private final StringBuilder read = new StringBuilder(); // line ends as a program sees them
    private int used;
    private boolean fileGoesOn = true;

    int length() {
      return read.length();
    }

    /** Decodes some characters; returns false if there are none. */
    boolean more(int maxChars) throws IOException {
      while (true) {
        CharBuffer chars = CharBuffer.allocate(Math.min(maxChars, 8192));
        CoderResult result = decode(chars);
        if (result.isOverflow() && chars.position() == 0) {
          chars = CharBuffer.allocate(2); // A character of two chars, where one was asked for.
          result = decode(chars);
        }
        if (chars.position() > 0) {
          String decoded = chars.flip().toString();
          completeLineEnd(decoded);
          read.append(codec.translated(decoded));
          return true;
        }
        if (result.isError()) {
          malformed(result);
          return false;
        }
        if (!fileGoesOn) {
          return false;
        }
        fileGoesOn = fill();
      }
    }

    private CoderResult decode(CharBuffer chars) {
      ByteBuffer bytes = file.ahead().view();
      bytes.position(used);
      CoderResult result = codec.decoder().decode(bytes, chars, !fileGoesOn);
      used = bytes.position();
      return result;
    }

    /**
     * A line end that is going to be translated is read as a whole, and translated at once: what
     * comes next may begin with a line feed of its own.
     */
    private void completeLineEnd(String decoded) throws IOException {
      if (codec.newline() != Newline.UNIVERSAL || !decoded.endsWith("\r")) {
        return;
      }
      byte[] lineFeed = codec.bytesOf('\n');
      while (fileGoesOn && file.ahead().size() < used + lineFeed.length) {
        fileGoesOn = fill();
      }
      if (file.ahead().has(lineFeed, used)) {
        used += lineFeed.length;
      }
    }

    private void malformed(CoderResult result) throws IOException {
      if (read.isEmpty()) {
        var exception = codec.malformed(file.ahead().view().position(used), used, "what is left");
        file.ahead().skip(used + result.length());
        throw exception;
      }
    }

    String taken() {
      file.ahead().skip(used);
      return read.toString();
    }
  }

  // ---- bytes

  private boolean fill() throws IOException {
    return file.fillAhead();
  }

  /** Looks for a byte order mark, where there can be one: not behind bytes that were looked at. */
  private void begin() throws IOException {
    if (!codec.looksForMark() || file.ahead().size() >= LONGEST_MARK) {
      return;
    }
    int mark = file.call(() -> isAtStart() ? sniff() : 0);
    file.ahead().skip(mark);
  }

  private boolean isAtStart() throws IOException {
    Handle handle = file.handle();
    return handle.isSeekable() && handle.position() == file.ahead().size();
  }

  /** Reads the first bytes of the file; the position is in front of them. */
  private int sniff() throws IOException {
    ReadAhead ahead = file.ahead();
    boolean more = true;
    while (more && ahead.size() < LONGEST_MARK) {
      more = ahead.fill(file.handle());
    }
    var first = new byte[Math.min(LONGEST_MARK, ahead.size())];
    ahead.view().get(first);
    return codec.begin(first);
  }
}
