package dev.fairlead.stream;

import java.io.IOException;

/** Both directions of bytes. One task may send while another receives. */
public interface ByteStream extends ByteReceiveStream, ByteSendStream {

  /**
   * Tells the other side that nothing more will be sent. Receiving goes on. Ending twice does
   * nothing.
   *
   * @throws UnsupportedOperationException if the transport cannot close one direction
   */
  void sendEof() throws IOException;
}
