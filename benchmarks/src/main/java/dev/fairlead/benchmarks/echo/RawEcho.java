package dev.fairlead.benchmarks.echo;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Readiness;
import dev.fairlead.lowlevel.Registration;
import dev.fairlead.lowlevel.WaitReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.IntConsumer;

/**
 * The JDK's non-blocking channels on Fairlead's loop, without the library's sockets: what readiness
 * alone costs.
 */
final class RawEcho implements JavaEcho {
  private static final int BACKLOG = 4096;
  private static final WaitReason ACCEPT = new Outside("accept");
  private static final WaitReason READ = new Outside("read");
  private static final WaitReason WRITE = new Outside("write");

  private final Backend backend;

  /** A wait that the world outside ends. */
  private record Outside(String describe) implements WaitReason {
    @Override
    public boolean external() {
      return true;
    }
  }

  RawEcho(Backend backend) {
    this.backend = backend;
  }

  @Override
  public void start(int bufferSize, IntConsumer bound) {
    Thread.ofPlatform()
        .daemon()
        .name("echo")
        .start(() -> Fairlead.run(o -> o.withBackend(backend), () -> serve(bufferSize, bound)));
  }

  private static void serve(int bufferSize, IntConsumer bound) {
    TaskGroup.run(group -> {
      var listener = ServerSocketChannel.open();
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
      listener.configureBlocking(false);
      bound.accept(listener.socket().getLocalPort());
      acceptAll(group, listener, bufferSize);
    });
  }

  private static void acceptAll(TaskGroup group, ServerSocketChannel listener, int bufferSize)
      throws IOException {
    try (listener;
        var readiness = Readiness.register(listener)) {
      while (true) {
        var channel = listener.accept();
        if (channel == null) {
          readiness.awaitReadable(ACCEPT);
        } else {
          group.startSoon(() -> echo(channel, bufferSize));
        }
      }
    }
  }

  private static void echo(SocketChannel channel, int bufferSize) {
    try (channel) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      try (var readiness = Readiness.register(channel)) {
        echo(readiness, ByteBuffer.allocate(bufferSize));
      }
    } catch (IOException _) {
      // Ends this connection only. A load generator that did not leave by itself reports it.
    }
  }

  /** A read that did not fill its buffer has drained the socket, so the next one waits first. */
  private static void echo(Registration channel, ByteBuffer buffer) throws IOException {
    int got = channel.read(buffer);
    while (got >= 0) {
      boolean drained = buffer.hasRemaining();
      writeAll(channel, buffer.flip());
      buffer.clear();
      if (drained) {
        channel.awaitReadable(READ);
      }
      got = channel.read(buffer);
    }
  }

  private static void writeAll(Registration channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.write(buffer) == 0) {
        channel.awaitWritable(WRITE);
      }
    }
  }
}
