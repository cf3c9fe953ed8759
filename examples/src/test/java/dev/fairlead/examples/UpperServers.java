package dev.fairlead.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ServerSocketFactory;

/** Servers that send back what they get, in capitals, made of the JDK's own sockets. */
final class UpperServers implements AutoCloseable {

  private final List<Closeable> open = new ArrayList<>();

  /** Serves TCP, or TLS if the factory's sockets do; returns the port. */
  int tcp(ServerSocketFactory sockets) throws IOException {
    ServerSocket server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    open.add(server);
    serve(() -> {
      var connection = server.accept();
      return () -> {
        try (connection) {
          answer(connection.getInputStream(), connection.getOutputStream());
        }
      };
    });
    return server.getLocalPort();
  }

  /** Serves a UNIX socket. */
  void unix(Path path) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    open.add(server);
    server.bind(UnixDomainSocketAddress.of(path));
    serve(() -> {
      SocketChannel connection = server.accept();
      return () -> {
        try (connection) {
          answer(Channels.newInputStream(connection), Channels.newOutputStream(connection));
        }
      };
    });
  }

  /** Answers datagrams; returns the port. */
  int udp() throws IOException {
    var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    open.add(socket);
    serve(() -> {
      var packet = new DatagramPacket(new byte[1_000], 1_000);
      socket.receive(packet);
      packet.setData(upper(packet.getData(), packet.getLength()));
      return () -> socket.send(packet);
    });
    return socket.getLocalPort();
  }

  /** Something that a client has begun. */
  private interface Work {
    void run() throws IOException;
  }

  /** Waits for it. */
  private interface Accepting {
    Work next() throws IOException;
  }

  private static void serve(Accepting accepting) {
    Thread.ofVirtual()
        .start(() -> {
          while (true) {
            try {
              Work work = accepting.next();
              Thread.ofVirtual().start(() -> finish(work));
            } catch (IOException e) {
              return; // closed
            }
          }
        });
  }

  private static void finish(Work work) {
    try {
      work.run();
    } catch (IOException e) {
      return; // the other side has hung up
    }
  }

  private static void answer(InputStream in, OutputStream out) throws IOException {
    byte[] chunk = new byte[1_000];
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      out.write(upper(chunk, count));
    }
  }

  private static byte[] upper(byte[] bytes, int count) {
    return new String(bytes, 0, count, UTF_8).toUpperCase(Locale.ROOT).getBytes(UTF_8);
  }

  @Override
  public void close() throws IOException {
    for (Closeable each : open) {
      each.close();
    }
  }
}
