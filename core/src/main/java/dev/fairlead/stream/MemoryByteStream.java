package dev.fairlead.stream;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.lowlevel.Checkpoints;
import java.nio.ByteBuffer;

/** One end of two pipes. */
final class MemoryByteStream implements ByteStream {

  private final BytePipe incoming;
  private final BytePipe outgoing;

  MemoryByteStream(BytePipe incoming, BytePipe outgoing) {
    this.incoming = incoming;
    this.outgoing = outgoing;
  }

  @Override
  public int receive(ByteBuffer target) {
    return incoming.receive(target);
  }

  /** As is usual, but the array has the size of what is there from the start. */
  @Override
  public byte[] receive(int maxBytes) throws EndOfStreamException {
    byte[] chunk = incoming.receive(maxBytes);
    if (chunk.length == 0) {
      throw new EndOfStreamException();
    }
    return chunk;
  }

  @Override
  public void send(ByteBuffer... buffers) throws BrokenResourceException {
    outgoing.send(buffers);
  }

  @Override
  public void sendEof() {
    Checkpoints.checkpoint();
    outgoing.endSending();
  }

  @Override
  public void close() {
    outgoing.closeSender();
    incoming.closeReceiver();
  }

  @Override
  public void closeForcefully() {
    close();
  }

  @Override
  public String toString() {
    return "memory byte stream, in: " + incoming + ", out: " + outgoing;
  }
}
