package dev.fairlead.testing.conformance;

import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_SNDBUF;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.net.Datagram;
import dev.fairlead.net.HandoverListener;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TcpConnectable;
import dev.fairlead.net.UdpSocket;
import dev.fairlead.net.UnixAddress;
import dev.fairlead.net.UnixConnectable;
import dev.fairlead.net.UnixDatagram;
import dev.fairlead.net.UnixSocketPair;
import dev.fairlead.net.UnixSocketStream;
import dev.fairlead.stream.BufferedConnectable;
import dev.fairlead.stream.MultiListener;
import dev.fairlead.testing.OnBackend;
import dev.fairlead.testing.StreamChecks;
import dev.fairlead.testing.StreamChecks.Ends;
import dev.fairlead.testsupport.Checked;
import dev.fairlead.testsupport.SeenAs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Sockets, and those who listen, keep the contract of streams. */
class NetStreamsTest {

  private static final int BUFFER = 16_384;
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

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
      return new Ends<>(
          Checked.as("TransportStream", client), Checked.as("TransportStream", server));
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
            return new Ends<>(Checked.as("TransportUnixStream", client), listener.accept());
          }
        },
        o -> o.withMostUnreceived(1 << 20));
  }

  @TestFactory
  Stream<DynamicTest> unixListeners(@TempDir Path directory) {
    return StreamChecks.listener(_ -> {
      Path path = directory.resolve("listener");
      var target = Checked.as("UnixConnectable", new UnixConnectable(path));
      return new Ends<>(
          Checked.as("TransportListener", Net.createUnixListener(path)), target::connect);
    });
  }

  @TestFactory
  Stream<DynamicTest> udpSockets() {
    return StreamChecks.unreliableObjects(
        _ -> {
          UdpSocket receiver = Net.createUdpSocket(o -> o.withLocalHost("127.0.0.1"));
          var sender = Net.createConnectedUdpSocket("127.0.0.1", receiver.port());
          return new Ends<>(
              Checked.as("ConnectedUdpFace", sender),
              new SeenAs<>(Checked.as("UdpFace", receiver), Datagram::data));
        },
        number -> new byte[] {(byte) number, (byte) (number >> 8)},
        UnaryOperator.identity());
  }

  /** The JDK has none, so they are not simulated. */
  @TestFactory
  Stream<DynamicTest> unixDatagrams(@TempDir Path directory) {
    return StreamChecks.unreliableObjects(
        _ -> {
          var address = UnixAddress.of(directory.resolve("datagrams"));
          var receiver = Net.createUnixDatagramSocket(o -> o.withLocalAddress(address));
          var sender = Net.createConnectedUnixDatagramSocket(address);
          return new Ends<>(
              Checked.as("ConnectedUnixDatagramFace", sender),
              new SeenAs<>(Checked.as("UnixDatagramFace", receiver), UnixDatagram::data));
        },
        number -> new byte[] {(byte) number, (byte) (number >> 8)},
        o -> o.withBackends(OnBackend.VIRTUAL, OnBackend.CARRIER));
  }

  @TestFactory
  Stream<DynamicTest> tcpListeners() {
    return StreamChecks.listener(_ -> {
      var listener = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"));
      var target = Checked.as("TcpConnectable", new TcpConnectable("127.0.0.1", listener.port()));
      return new Ends<>(
          Checked.as("Listening", listener),
          Checked.as("BufferedConnectable", new BufferedConnectable(target))::connect);
    });
  }

  @TestFactory
  Stream<DynamicTest> listenersToWhichConnectionsAreHandedOver() {
    return StreamChecks.listener(_ -> {
      var listener = HandoverListener.<UnixSocketStream>create();
      return new Ends<>(Checked.as("Handover", listener), () -> handOverTo(listener));
    });
  }

  private static UnixSocketStream handOverTo(HandoverListener<UnixSocketStream> listener)
      throws IOException {
    UnixSocketPair pair = Net.createUnixSocketPair();
    try {
      listener.handOver(pair.first());
    } catch (ClosedResourceException e) {
      pair.close();
      throw new IOException("refused", e);
    }
    return pair.second();
  }

  @TestFactory
  Stream<DynamicTest> severalListenersAsOne() {
    return StreamChecks.listener(_ -> {
      var one = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"));
      var other = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"));
      var target = Net.asConnectable(new InetSocketAddress(LOOPBACK, other.port()));
      return new Ends<>(
          Checked.as("MultiListener", new MultiListener<>(List.of(one, other))),
          Checked.as("AddressConnectable", target)::connect);
    });
  }
}
