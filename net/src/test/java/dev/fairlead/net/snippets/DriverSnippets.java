package dev.fairlead.net.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketSettings;
import dev.fairlead.net.UnixAddress;
import dev.fairlead.net.spi.DatagramTransport;
import dev.fairlead.net.spi.ForwardingNetworkDriver;
import dev.fairlead.net.spi.ListenerTransport;
import dev.fairlead.net.spi.NetworkDriver;
import dev.fairlead.net.spi.NetworkDrivers;
import dev.fairlead.net.spi.StreamTransport;
import dev.fairlead.net.spi.TcpConnectRequest;
import dev.fairlead.net.spi.TcpListenRequest;
import dev.fairlead.net.spi.UdpRequest;
import dev.fairlead.net.spi.UnixConnectRequest;
import dev.fairlead.net.spi.UnixDatagramRequest;
import dev.fairlead.net.spi.UnixListenRequest;
import dev.fairlead.net.spi.UnixPair;
import dev.fairlead.net.spi.UnixStreamTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DriverSnippets {

  // @start region="driver"
  /** The network below, with a list of where this program has connected to. */
  static final class LoggingDriver extends ForwardingNetworkDriver {
    private final List<String> log;

    LoggingDriver(NetworkDriver below, List<String> log) {
      super(below);
      this.log = log;
    }

    @Override
    public StreamTransport connectTcp(TcpConnectRequest request) throws IOException {
      log.add("connect to port " + request.remote().getPort());
      return super.connectTcp(request);
    }
  }

  // @end

  @Test
  void aNetworkWithALog() throws IOException {
    var log = new ArrayList<String>();
    Fairlead.run(() -> {
      // @start region="use"
      NetworkDrivers.use(new LoggingDriver(NetworkDrivers.system(), log));
      try (var listener = Net.createTcpListener(0);
          var stream = Net.connectTcp("127.0.0.1", listener.port())) {
        // @end
        assertEquals(List.of("connect to port " + listener.port()), log);
        assertEquals(NetworkDrivers.system().name(), NetworkDrivers.current().name());
        assertTrue(stream.toString().contains("open"));
      }
    });
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }

  @Test
  void settings() throws IOException {
    // @start region="settings"
    var settings =
        SocketSettings.NONE
            .with(StandardSocketOptions.TCP_NODELAY, true)
            .with(StandardSocketOptions.SO_SNDBUF, 65_536);
    try (var channel = java.nio.channels.SocketChannel.open()) {
      settings.applyTo(channel::setOption); // any method that takes an option and its value
      // @end
      assertEquals(true, channel.getOption(StandardSocketOptions.TCP_NODELAY));
    }
  }

  @Test
  void streams() throws IOException {
    Fairlead.run(() -> {
      NetworkDriver driver = NetworkDrivers.system();
      var none = SocketSettings.NONE;
      // @start region="streams"
      ListenerTransport listener =
          driver.listenTcp(new TcpListenRequest(loopback(0), Optional.empty(), 50, none, none));
      StreamTransport client =
          driver.connectTcp(
              new TcpConnectRequest(
                  (InetSocketAddress) listener.localAddress(), Optional.empty(), none));
      listener.awaitConnection();
      StreamTransport server = listener.tryAccept().orElseThrow();
      client.send(ByteBuffer.wrap("ping".getBytes(UTF_8)));
      byte[] received = server.receive(100);
      // @end
      assertEquals("ping", new String(received, UTF_8));
      client.close();
      server.close();
      listener.close();
    });
  }

  @Test
  void datagrams() throws IOException {
    Fairlead.run(() -> {
      NetworkDriver driver = NetworkDrivers.system();
      // @start region="datagrams"
      DatagramTransport socket =
          driver.openUdp(
              new UdpRequest(
                  Optional.of(loopback(0)),
                  Optional.empty(),
                  Optional.empty(),
                  SocketSettings.NONE));
      socket.send(ByteBuffer.wrap("to me".getBytes(UTF_8)), socket.localAddress());
      DatagramTransport.Received received = socket.receive();
      // @end
      assertEquals("to me", new String(received.data(), UTF_8));
      assertEquals(socket.localAddress(), received.sender());
      socket.close();
    });
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void unixSockets(@TempDir Path directory) throws IOException {
    Fairlead.run(() -> {
      NetworkDriver driver = NetworkDrivers.system();
      var none = SocketSettings.NONE;
      var address = UnixAddress.of(directory.resolve("socket"));
      // @start region="unix"
      ListenerTransport listener =
          driver.listenUnix(
              new UnixListenRequest(address, Optional.empty(), true, 50, false, none));
      UnixStreamTransport client = driver.connectUnix(new UnixConnectRequest(address, false, none));
      UnixPair pair = driver.openUnixPair(false, none);
      // @end
      assertEquals(address, client.remoteAddress());
      pair.first().close();
      pair.second().close();
      client.close();
      listener.close();
      // @start region="unix-datagrams"
      DatagramTransport datagrams =
          driver.openUnixDatagrams(
              new UnixDatagramRequest(
                  Optional.of(address), Optional.empty(), Optional.empty(), none));
      // @end
      assertEquals(address, datagrams.localAddress());
      datagrams.close();
    });
  }
}
