package dev.fairlead.process.internal.pipe;

import dev.fairlead.stream.ByteReceiveStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What a child process writes. */
public interface ChildOutput extends ByteReceiveStream {

  /**
   * Puts what is there already into the buffer; never waits.
   *
   * @return how many bytes there were; -1 at the end
   */
  int receiveAvailable(ByteBuffer target) throws IOException;

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
