package dev.fairlead.file;

import static dev.fairlead.file.internal.FileFailures.naming;

import dev.fairlead.file.internal.FileCalls;
import dev.fairlead.file.internal.TextCodec;
import dev.fairlead.stream.ObjectReceiveStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;

/**
 * What can be done with the content of the file at a path, as a whole or by opening it.
 *
 * {@snippet file="AsyncPathSnippets.java" region="contents"}
 *
 * <p>Every method is a checkpoint and goes to a worker thread. One that has started is waited for;
 * with {@link AsyncPath#withAbandon} reading a whole file is left behind, writing never.
 */
public abstract sealed class PathContents extends PathQueries permits AsyncPath {

  PathContents(Path path, FileCalls calls) {
    super(path, calls);
  }

  // ---- opening and reading

  /** Opens a file: for reading, if no option says what for. It has the limiter of this path. */
  public AsyncFile open(OpenOption... how) throws IOException {
    return open(UnaryOperator.identity(), how);
  }

  /** As {@link #open(OpenOption...)}, with options. */
  public AsyncFile open(UnaryOperator<FileOptions> options, OpenOption... how) throws IOException {
    return Opening.open(asPath(), settings(options), how);
  }

  /** Reads a whole file. */
  public byte[] readBytes() throws IOException {
    return calls().look(naming(asPath(), () -> Files.readAllBytes(asPath())));
  }

  /** Reads a whole file as text. */
  public String readText() throws IOException {
    return readText(UnaryOperator.identity());
  }

  /** As {@link #readText()}, with options. */
  public String readText(UnaryOperator<FileOptions> options) throws IOException {
    FileSettings settings = settings(options);
    TextCodec codec = settings.codec();
    return settings
        .calls()
        .look(naming(asPath(), () -> codec.decodeFile(Files.readAllBytes(asPath()))));
  }

  /** The lines of a file. The stream is to be closed. A checkpoint. */
  public ObjectReceiveStream<String> lines() throws IOException {
    return lines(UnaryOperator.identity());
  }

  /** As {@link #lines()}, with options. */
  public ObjectReceiveStream<String> lines(UnaryOperator<FileOptions> options) throws IOException {
    return new FileLines(open(options), true);
  }

  // ---- writing

  /**
   * Replaces the content of a file, or makes one. Who reads it meanwhile, or a crash, sees a part;
   * {@link #replaceBytes} avoids that.
   *
   * @return how many bytes were written
   */
  public long writeBytes(byte[] bytes) throws IOException {
    calls().call(naming(asPath(), () -> Files.write(asPath(), bytes)));
    return bytes.length;
  }

  /** As {@link #writeBytes}, with text. */
  public long writeText(CharSequence text) throws IOException {
    return writeText(text, UnaryOperator.identity());
  }

  /** As {@link #writeText(CharSequence)}, with options. */
  public long writeText(CharSequence text, UnaryOperator<FileOptions> options) throws IOException {
    FileSettings settings = settings(options);
    return settings.calls().call(naming(asPath(), () -> Contents.write(asPath(), text, settings)));
  }

  /**
   * Writes behind the end of a file, or makes one.
   *
   * @return how many bytes were written
   */
  public long appendBytes(byte[] bytes) throws IOException {
    calls()
        .call(
            naming(
                asPath(),
                () ->
                    Files.write(
                        asPath(), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND)));
    return bytes.length;
  }

  /** As {@link #appendBytes}, with text. */
  public long appendText(CharSequence text) throws IOException {
    return appendText(text, UnaryOperator.identity());
  }

  /** As {@link #appendText(CharSequence)}, with options. */
  public long appendText(CharSequence text, UnaryOperator<FileOptions> options) throws IOException {
    FileSettings settings = settings(options);
    return settings.calls().call(naming(asPath(), () -> Contents.append(asPath(), text, settings)));
  }

  private FileSettings settings(UnaryOperator<FileOptions> options) {
    return (FileSettings) options.apply(FileSettings.with(calls()));
  }

  // ---- contents that are replaced in one step

  /**
   * Replaces the content of a file in one step: whoever reads it, and also a crash at any moment,
   * finds the old content or the new one. Permissions stay, a link stays; other hard links to the
   * file keep the old content.
   */
  public void replaceBytes(byte[] bytes) throws IOException {
    calls().run(() -> Contents.replace(asPath(), bytes));
  }

  /** As {@link #replaceBytes}, with text. */
  public void replaceText(CharSequence text) throws IOException {
    replaceText(text, UnaryOperator.identity());
  }

  /** As {@link #replaceText(CharSequence)}, with options. */
  public void replaceText(CharSequence text, UnaryOperator<FileOptions> options)
      throws IOException {
    replaceContent(options, file -> file.writeText(text));
  }

  /**
   * What writes the new content of a file.
   *
   * {@snippet file="AsyncPathSnippets.java" region="replace"}
   */
  @FunctionalInterface
  public interface Rewrite {
    /** Writes it; the old content stays if this throws. */
    void write(AsyncFile file) throws IOException;
  }

  /**
   * As {@link #replaceBytes}, with what the body writes. If the body throws or is cancelled,
   * nothing has happened.
   *
   * {@snippet file="AsyncPathSnippets.java" region="replace"}
   */
  public void replaceContent(Rewrite body) throws IOException {
    replaceContent(UnaryOperator.identity(), body);
  }

  /** As {@link #replaceContent(Rewrite)}, with options. */
  public void replaceContent(UnaryOperator<FileOptions> options, Rewrite body) throws IOException {
    FileSettings settings = settings(options);
    Contents.replace(asPath(), settings, body);
  }
}
