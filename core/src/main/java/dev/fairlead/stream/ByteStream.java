package dev.fairlead.stream;

import java.io.IOException;
import java.nio.channels.ByteChannel;

/**
 * Both directions of bytes. One task may send while another receives.
 *
 * {@snippet file="ByteStreamSnippets.java" region="ask"}
 */
public interface ByteStream extends ByteReceiveStream, ByteSendStream {

  /**
   * Tells the other side that nothing more will be sent. Receiving goes on. Ending twice does
   * nothing. A checkpoint.
   *
   * @throws UnsupportedOperationException if the transport cannot close one direction
   */
  void sendEof() throws IOException;

  /**
   * This stream for code that knows channels. Closing one closes the other. It is used in a task,
   * or in a function on a worker thread.
   */
  @Override
  default ByteChannel asByteChannel() {
    return new StreamChannel(this);
  }
}
