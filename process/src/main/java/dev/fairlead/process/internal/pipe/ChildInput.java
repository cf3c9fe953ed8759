package dev.fairlead.process.internal.pipe;

import dev.fairlead.stream.ByteSendStream;

/** What a child process reads. */
public interface ChildInput extends ByteSendStream {

  /** Closes at once; what was sent stays readable for the child. */
  @Override
  void close();

  @Override
  default void closeForcefully() {
    close();
  }
}
