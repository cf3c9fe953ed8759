package dev.fairlead.benchmarks.echo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.IntConsumer;

/** What the JDK gives by itself: blocking channels, one virtual thread per connection. */
final class BlockingEcho {
  private static final int BACKLOG = 4096;

  private BlockingEcho() {}

  static void start(int bufferSize, IntConsumer bound) throws IOException {
    var listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    Thread.ofVirtual().start(() -> acceptAll(listener, bufferSize));
    bound.accept(listener.socket().getLocalPort());
  }

  private static void acceptAll(ServerSocketChannel listener, int bufferSize) {
    while (true) {
      try {
        var channel = listener.accept();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Thread.ofVirtual().start(() -> echo(channel, bufferSize));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private static void echo(SocketChannel channel, int bufferSize) {
    var buffer = ByteBuffer.allocate(bufferSize);
    try (channel) {
      while (channel.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        buffer.clear();
      }
    } catch (IOException _) {
      // Ends this connection only. A load generator that did not leave by itself reports it.
    }
  }
}
