package dev.fairlead.net;

import dev.fairlead.net.internal.unix.Descriptors;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An open descriptor of this process: to be sent to another process, or received from one. Linux
 * only.
 *
 * {@snippet file="UnixSnippets.java" region="descriptors"}
 *
 * <p>It must be closed, or made into something that is closed instead. A descriptor is used by one
 * task at a time.
 */
public final class Descriptor implements AutoCloseable {

  private final int number;
  private final AtomicBoolean gone = new AtomicBoolean();

  private Descriptor(int number) {
    this.number = number;
  }

  /**
   * Opens another descriptor of a file, a pipe or a terminal that the JDK has open, as {@code
   * FileInputStream.getFD} gives it. What it was made from can be closed at once.
   */
  public static Descriptor of(FileDescriptor descriptor) throws IOException {
    return new Descriptor(Descriptors.duplicate(descriptor));
  }

  /**
   * Opens another descriptor of a connection, which then stays open when the stream is closed.
   *
   * @throws UnsupportedOperationException if the connection was not opened for this, see {@link
   *     UnixConnectOptions#withDescriptors}
   */
  public static Descriptor of(UnixSocketStream stream) throws IOException {
    return new Descriptor(Descriptors.duplicateOf(stream.attribute(SocketAttribute.RAW_SOCKET)));
  }

  /** As {@link #of(UnixSocketStream)}, of a listener, such as to hand it to a new process. */
  public static Descriptor of(SocketListener<? extends UnixSocketStream> listener)
      throws IOException {
    return new Descriptor(Descriptors.duplicateOf(listener.attribute(SocketAttribute.RAW_SOCKET)));
  }

  /**
   * Takes over a descriptor by its number, such as one that was inherited from the process that has
   * started this one. Nothing else may use or close that number.
   */
  public static Descriptor ofNumber(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("a descriptor is never negative: " + number);
    }
    return new Descriptor(number);
  }

  /** Its number in this process. */
  public int number() {
    if (gone.get()) {
      throw new IllegalStateException(this + " cannot be used any more");
    }
    return number;
  }

  /** Makes it a channel for a file or a pipe, which closes it. */
  public FileChannel toFileChannel() throws IOException {
    return Descriptors.file(take());
  }

  /**
   * Makes it a stream over a connected socket, TCP or UNIX, which closes it. A UNIX one is a {@link
   * UnixSocketStream}.
   *
   * @throws IllegalArgumentException if it is a socket that listens; it stays open
   */
  public SocketStream toStream() throws IOException {
    requireListening(false);
    return Adopting.face(Descriptors.stream(take()));
  }

  /**
   * Makes it a listener over a listening socket, TCP or UNIX, which closes it.
   *
   * @throws IllegalArgumentException if it does not listen; it stays open
   */
  public SocketListener<SocketStream> toListener() throws IOException {
    requireListening(true);
    return Adopting.face(Descriptors.listener(take()));
  }

  private void requireListening(boolean listening) {
    if (Descriptors.listens(number()) != listening) {
      throw new IllegalArgumentException(
          this + (listening ? " does not listen" : " listens; use toListener()"));
    }
  }

  private int take() {
    if (!gone.compareAndSet(false, true)) {
      throw new IllegalStateException(this + " cannot be used any more");
    }
    return number;
  }

  /** Closes it, unless something else was made of it. */
  @Override
  public void close() {
    if (gone.compareAndSet(false, true)) {
      Descriptors.close(number);
    }
  }

  @Override
  public String toString() {
    return "descriptor " + number + (gone.get() ? " (closed or taken over)" : "");
  }
}
