package dev.fairlead.testing.conformance;

import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_SNDBUF;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.UdpSocket;
import dev.fairlead.net.UnixSocketStream;
import dev.fairlead.stream.MultiListener;
import dev.fairlead.stream.UnreliableObjectReceiveStream;
import dev.fairlead.testing.StreamChecks;
import dev.fairlead.testing.StreamChecks.Ends;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Sockets, and those who listen, keep the contract of streams. */
class NetStreamsTest {

  private static final int BUFFER = 16_384;

  /** With small buffers in the system, so that a sender soon has to wait. */
  private static Ends<SocketStream, SocketStream> tcp() throws IOException {
    try (var listener =
        Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1").withOption(SO_RCVBUF, BUFFER))) {
      SocketStream client =
          Net.connectTcp(
              "127.0.0.1",
              listener.port(),
              o -> o.withOption(SO_SNDBUF, BUFFER).withOption(SO_RCVBUF, BUFFER));
      SocketStream server = listener.accept();
      server.setOption(SO_SNDBUF, BUFFER);
      return new Ends<>(client, server);
    }
  }

  @TestFactory
  Stream<DynamicTest> tcpStreams() {
    return StreamChecks.halfCloseable(_ -> tcp(), o -> o.withMostUnreceived(1 << 20));
  }

  @TestFactory
  Stream<DynamicTest> unixStreams(@TempDir Path directory) {
    return StreamChecks.halfCloseable(
        _ -> {
          Path path = directory.resolve("streams");
          try (var listener = Net.createUnixListener(path)) {
            UnixSocketStream client = Net.connectUnix(path);
            return new Ends<>(client, listener.accept());
          }
        },
        o -> o.withMostUnreceived(1 << 20));
  }

  @TestFactory
  Stream<DynamicTest> unixListeners(@TempDir Path directory) {
    return StreamChecks.listener(_ -> {
      Path path = directory.resolve("listener");
      return new Ends<>(Net.createUnixListener(path), () -> Net.connectUnix(path));
    });
  }

  @TestFactory
  Stream<DynamicTest> udpSockets() {
    return StreamChecks.unreliableObjects(
        _ -> {
          UdpSocket receiver = Net.createUdpSocket(o -> o.withLocalHost("127.0.0.1"));
          var sender = Net.createConnectedUdpSocket("127.0.0.1", receiver.port());
          return new Ends<>(sender, new Contents(receiver));
        },
        number -> new byte[] {(byte) number, (byte) (number >> 8)},
        UnaryOperator.identity());
  }

  /** What datagrams carry, whoever sent it. */
  private record Contents(UdpSocket socket) implements UnreliableObjectReceiveStream<byte[]> {
    @Override
    public byte[] receive() throws IOException {
      return socket.receive().data();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }

    @Override
    public void closeForcefully() throws IOException {
      socket.closeForcefully();
    }

    @Override
    public Map<Attribute<?>, Supplier<?>> attributes() {
      return socket.attributes();
    }
  }

  @TestFactory
  Stream<DynamicTest> tcpListeners() {
    return StreamChecks.listener(_ -> {
      var listener = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"));
      return new Ends<>(listener, () -> Net.connectTcp("127.0.0.1", listener.port()));
    });
  }

  @TestFactory
  Stream<DynamicTest> severalListenersAsOne() {
    return StreamChecks.listener(_ -> {
      var one = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"));
      var other = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"));
      return new Ends<>(
          new MultiListener<>(List.of(one, other)),
          () -> Net.connectTcp("127.0.0.1", other.port()));
    });
  }
}
