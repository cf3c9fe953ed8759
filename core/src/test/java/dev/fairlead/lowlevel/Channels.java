package dev.fairlead.lowlevel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Two ends of a TCP connection in non-blocking mode, each registered with the current runtime. */
record Channels(
    SocketChannel near, SocketChannel far, Registration nearWaits, Registration farWaits)
    implements AutoCloseable {

  static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  static final WaitReason READING = external("receive on the test's channel");
  static final WaitReason WRITING = external("send on the test's channel");

  static Channels open() throws IOException {
    try (var server = ServerSocketChannel.open()) {
      server.bind(ANY_PORT);
      SocketChannel near = SocketChannel.open(server.getLocalAddress());
      SocketChannel far = server.accept();
      near.configureBlocking(false);
      far.configureBlocking(false);
      return new Channels(near, far, Readiness.register(near), Readiness.register(far));
    }
  }

  private static WaitReason external(String what) {
    return new WaitReason() {
      @Override
      public String describe() {
        return what;
      }

      @Override
      public boolean external() {
        return true;
      }
    };
  }

  /** Sends one byte that the far end can read. */
  void send() throws IOException {
    near.write(ByteBuffer.wrap(new byte[] {1}));
  }

  /** Reads at the far end until there is nothing more. */
  int drain() throws IOException {
    int sum = 0;
    int count = 1;
    while (count > 0) {
      count = far.read(ByteBuffer.allocate(4096));
      sum += Math.max(0, count);
    }
    return sum;
  }

  /** Writes at the near end until no more fits. */
  int fill() throws IOException {
    int sum = 0;
    int count = 1;
    while (count > 0) {
      count = near.write(ByteBuffer.allocate(1 << 16));
      sum += count;
    }
    return sum;
  }

  @Override
  public void close() throws IOException {
    nearWaits.close();
    near.close();
    farWaits.close();
    far.close();
  }
}
