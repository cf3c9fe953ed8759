package dev.fairlead.file;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.attribute.AttributeProvider;
import dev.fairlead.file.internal.Handle;
import dev.fairlead.file.internal.LockWait;
import dev.fairlead.file.internal.OpenFile;
import dev.fairlead.file.internal.TextCodec;
import dev.fairlead.file.internal.TextReading;
import dev.fairlead.stream.ObjectReceiveStream;
import dev.fairlead.stream.Resource;
import dev.fairlead.sync.CapacityLimiter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * An open file, read and written on worker threads while the task waits.
 *
 * {@snippet file="AsyncFileSnippets.java" region="open"}
 *
 * <p><b>Position.</b> Bytes and text are read and written at one position, in any mixture; tasks
 * that use it take turns in the order in which they came. Lines and characters are read ahead,
 * which nobody can see. Reads and writes at an offset leave the position alone and run side by
 * side.
 *
 * <p><b>Cancellation.</b> Every operation is a checkpoint. One that has not started does not start;
 * one that has started is waited for, so a write is never torn, and returns its value; the next
 * checkpoint throws. {@link FileOptions#withAbandon} leaves opening, sizes and {@link #readAt(long,
 * int)} behind instead. No thread is ever interrupted while it uses the file.
 *
 * <p><b>Closing</b> waits for the system, also in a cancelled scope, and reports its errors. What
 * other tasks do with the file meanwhile ends with a {@code ClosedResourceException}.
 */
public final class AsyncFile extends FileBytes implements Resource, AttributeProvider {

  private final FileSettings settings;
  private final Optional<Path> path;
  private final TextCodec codec;
  private final TextReading text;

  AsyncFile(String name, Handle handle, Optional<Path> path, FileSettings settings) {
    super(new OpenFile(name, handle, settings.calls()));
    this.settings = settings;
    this.path = path;
    this.codec = settings.codec();
    this.text = new TextReading(file, codec, settings.maxLineBytes());
  }

  // ---- opening

  /**
   * Opens a file: for reading, if no option says what for. A checkpoint.
   *
   * @throws IOException if the system refuses it
   * @throws IllegalArgumentException if the options contradict each other
   */
  public static AsyncFile open(Path path, OpenOption... how) throws IOException {
    return open(path, UnaryOperator.identity(), how);
  }

  /** As {@link #open(Path, OpenOption...)}, with options. */
  public static AsyncFile open(Path path, UnaryOperator<FileOptions> options, OpenOption... how)
      throws IOException {
    return Opening.open(path, (FileSettings) options.apply(FileOptions.defaults()), how);
  }

  /** Wraps a channel, which belongs to the file from now on. */
  public static AsyncFile wrap(SeekableByteChannel channel) {
    return wrap(channel, UnaryOperator.identity());
  }

  /** As {@link #wrap(SeekableByteChannel)}, with options. */
  public static AsyncFile wrap(SeekableByteChannel channel, UnaryOperator<FileOptions> options) {
    return Opening.wrapped(Opening.handle(channel), options);
  }

  /** Wraps a stream to be read, which belongs to the file from now on. It has no offsets. */
  public static AsyncFile wrap(InputStream input) {
    return wrap(input, UnaryOperator.identity());
  }

  /** As {@link #wrap(InputStream)}, with options. */
  public static AsyncFile wrap(InputStream input, UnaryOperator<FileOptions> options) {
    return Opening.wrapped(Opening.handle(input), options);
  }

  /** Wraps a stream to be written, which belongs to the file from now on. It has no offsets. */
  public static AsyncFile wrap(OutputStream output) {
    return wrap(output, UnaryOperator.identity());
  }

  /** As {@link #wrap(OutputStream)}, with options. */
  public static AsyncFile wrap(OutputStream output, UnaryOperator<FileOptions> options) {
    return Opening.wrapped(Opening.handle(output), options);
  }

  // ---- text

  /** Reads the text from the position to the end. A checkpoint. */
  public String readText() throws IOException {
    return text.readRest();
  }

  /**
   * Reads so many {@code char}s, fewer at the end and in front of malformed text, and one more
   * where that would be half a character. None at the end. A checkpoint.
   *
   * @throws dev.fairlead.MalformedTextException if malformed text comes next; it is skipped
   * @throws IllegalArgumentException if negative
   */
  public String readText(int maxChars) throws IOException {
    return text.read(atLeastZero("maxChars", maxChars));
  }

  /**
   * Reads a line, without its end; empty at the end of the file. A checkpoint.
   *
   * @throws dev.fairlead.DelimiterNotFoundException if it is longer than the options allow
   */
  public Optional<String> readLine() throws IOException {
    return text.readLine();
  }

  /** Reads the lines from the position to the end. A checkpoint. */
  public List<String> readLines() throws IOException {
    return text.readLines();
  }

  /**
   * The lines from the position on, to be received one by one or in a loop. Closing what is
   * returned does not close the file.
   */
  public ObjectReceiveStream<String> lines() {
    return new FileLines(this, false);
  }

  /**
   * Writes text. A checkpoint.
   *
   * @return how many bytes that were
   */
  public long writeText(CharSequence written) throws IOException {
    return file.writeDepending(atStart -> codec.encode(written, atStart));
  }

  /** Writes lines, each with a line end behind it, in one turn. A checkpoint. */
  public long writeLines(Iterable<? extends CharSequence> lines) throws IOException {
    var all = new StringBuilder();
    for (CharSequence line : lines) {
      all.append(line).append('\n');
    }
    return writeText(all);
  }

  // ---- locks

  /** Waits for a lock on the whole file. A checkpoint, and cancelled without a trace. */
  public FileRegionLock lock() throws IOException {
    return lock(UnaryOperator.identity());
  }

  /** As {@link #lock()}, with options. A checkpoint. */
  public FileRegionLock lock(UnaryOperator<LockOptions> options) throws IOException {
    LockOptions chosen = options.apply(LockOptions.defaults());
    return new FileRegionLock(
        LockWait.await(file, chosen.offset(), chosen.size(), chosen.shared()));
  }

  /** Locks the whole file unless somebody else has a lock on it. A checkpoint. */
  public Optional<FileRegionLock> tryLock() throws IOException {
    return tryLock(UnaryOperator.identity());
  }

  /** As {@link #tryLock()}, with options. A checkpoint. */
  public Optional<FileRegionLock> tryLock(UnaryOperator<LockOptions> options) throws IOException {
    LockOptions chosen = options.apply(LockOptions.defaults());
    return LockWait.attempt(file, chosen.offset(), chosen.size(), chosen.shared())
        .map(FileRegionLock::new);
  }

  // ---- what it is

  /** Whether nobody has closed the file. */
  public boolean isOpen() {
    return file.isOpen();
  }

  /** The path it was opened by; empty if it was wrapped or has no name. */
  public Optional<Path> path() {
    return path;
  }

  /** The channel or stream below. Whoever uses it works past this library. */
  public Object wrapped() {
    return file.handle().wrapped();
  }

  /** Who hands out the tokens; empty for those of the runtime. */
  public Optional<CapacityLimiter> limiter() {
    return settings.limiter();
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    var attributes = new HashMap<Attribute<?>, Supplier<?>>();
    attributes.put(FileStreamAttribute.FILE, () -> this);
    path.ifPresent(known -> attributes.put(FileStreamAttribute.PATH, () -> known));
    channel().ifPresent(known -> attributes.put(FileStreamAttribute.CHANNEL, () -> known));
    return attributes;
  }

  Optional<FileChannel> channel() {
    return file.handle().channel();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  @Override
  public String toString() {
    return (file.isOpen() ? "" : "closed ") + file;
  }
}
