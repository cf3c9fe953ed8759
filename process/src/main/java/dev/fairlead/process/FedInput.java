package dev.fairlead.process;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.stream.ByteSendStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The standard input of a process, which knows whether it was the program that wanted no more. */
final class FedInput implements ByteSendStream {

  private final ByteSendStream stdin;

  // The task that sends only.
  private boolean refused;

  FedInput(ByteSendStream stdin) {
    this.stdin = stdin;
  }

  /** Whether the program has closed its input or has ended. */
  boolean isRefused() {
    return refused;
  }

  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    try {
      stdin.send(buffers);
    } catch (BrokenResourceException e) {
      refused = true;
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    stdin.close();
  }

  @Override
  public void closeForcefully() throws IOException {
    stdin.closeForcefully();
  }

  @Override
  public String toString() {
    return stdin.toString();
  }
}
