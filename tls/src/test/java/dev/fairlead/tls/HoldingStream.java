package dev.fairlead.tls;

import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.ForwardingByteStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Holds back what is sent, when told to. */
final class HoldingStream extends ForwardingByteStream {
  private final List<byte[]> chunks = new ArrayList<>();
  private boolean holds;

  HoldingStream(ByteStream stream) {
    super(stream);
  }

  void hold() {
    holds = true;
  }

  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    if (!holds) {
      super.send(buffers);
      return;
    }
    for (ByteBuffer buffer : buffers) {
      byte[] chunk = new byte[buffer.remaining()];
      buffer.get(chunk);
      chunks.add(chunk);
    }
  }

  /** All that was held back; the next send is not. */
  byte[] held() {
    var all = new ByteArrayOutputStream();
    chunks.forEach(all::writeBytes);
    chunks.clear();
    holds = false;
    return all.toByteArray();
  }

  void sendNow(byte... bytes) throws IOException {
    super.send(ByteBuffer.wrap(bytes));
  }

  void letGo() throws IOException {
    sendNow(held());
  }
}
