package dev.fairlead.process.internal.pipe;

import dev.fairlead.stream.ByteReceiveStream;

/** What a child process writes. */
public interface ChildOutput extends ByteReceiveStream {

  /** Whether a task receives right now, so that nobody else has to. */
  boolean isReceiving();

  /** Whether this side has closed it. */
  boolean isClosed();

  /** Closes at once. */
  @Override
  void close();

  @Override
  default void closeForcefully() {
    close();
  }
}
