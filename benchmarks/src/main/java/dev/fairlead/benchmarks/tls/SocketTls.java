package dev.fairlead.benchmarks.tls;

import dev.fairlead.benchmarks.harness.Hosts;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The JDK's own TLS sockets, a virtual thread for each side. */
final class SocketTls implements TlsTraffic {

  private final TlsMaterial material = new TlsMaterial();

  /** What one side does. */
  private interface Side {
    void run(Socket socket) throws IOException;
  }

  /** What the client does, once the server listens. */
  private interface Client {
    void run(int port) throws Exception;
  }

  private void against(int connections, Side server, Client client) throws Exception {
    var failure = new AtomicReference<@Nullable IOException>();
    try (SSLServerSocket listener = listen()) {
      Thread serving =
          Thread.ofVirtual().start(() -> acceptAll(listener, connections, server, failure));
      Hosts.virtualThread(() -> {
        client.run(listener.getLocalPort());
        return true;
      });
      serving.join();
    }
    IOException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }

  private SSLServerSocket listen() throws IOException {
    var factory = material.server().getServerSocketFactory();
    var listener =
        (SSLServerSocket) factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    listener.setSSLParameters(TlsMaterial.parameters(listener.getSSLParameters()));
    return listener;
  }

  @Override
  public void idle(int connections, Runnable whileIdle) throws Exception {
    var open = new ArrayList<Socket>();
    try (SSLServerSocket listener = listen()) {
      Thread.ofVirtual().start(() -> acceptIdle(listener, connections, open));
      for (int i = 0; i < connections; i++) {
        SSLSocket socket = connect(listener.getLocalPort(), true);
        receiveFully(socket, new byte[1]);
        keepOpen(socket, open);
      }
      whileIdle.run();
    } finally {
      for (Socket socket : List.copyOf(open)) {
        socket.close();
      }
    }
  }

  private static void acceptIdle(SSLServerSocket listener, int connections, List<Socket> open) {
    try {
      for (int i = 0; i < connections; i++) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(1);
        keepOpen(socket, open);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void keepOpen(Socket socket, List<Socket> open) {
    synchronized (open) {
      open.add(socket);
    }
    Thread.ofVirtual().start(() -> awaitEnd(socket));
  }

  private static void awaitEnd(Socket socket) {
    try {
      int next = socket.getInputStream().read();
      if (next >= 0) {
        throw new IllegalStateException("nobody sends anything: " + next);
      }
    } catch (IOException e) {
      // Closed by whoever has opened it.
    }
  }

  private static void acceptAll(
      SSLServerSocket listener,
      int connections,
      Side server,
      AtomicReference<@Nullable IOException> failure) {
    try {
      for (int i = 0; i < connections; i++) {
        try (Socket socket = listener.accept()) {
          socket.setTcpNoDelay(true);
          server.run(socket);
        }
      }
    } catch (IOException e) {
      failure.set(e);
    }
  }

  private SSLSocket connect(int port, boolean resumed) throws IOException {
    var plain = new Socket(InetAddress.getLoopbackAddress(), port);
    plain.setTcpNoDelay(true);
    var socket =
        (SSLSocket)
            material
                .client()
                .getSocketFactory()
                .createSocket(plain, TlsMaterial.HOST, material.sessionPort(resumed), true);
    SSLParameters parameters = TlsMaterial.parameters(socket.getSSLParameters());
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return socket;
  }

  private static void receiveFully(Socket socket, byte[] bytes) throws IOException {
    if (socket.getInputStream().readNBytes(bytes, 0, bytes.length) < bytes.length) {
      throw new EOFException("the other side has gone");
    }
  }

  @Override
  public void roundTrips(int operations) throws Exception {
    against(
        1,
        socket -> {
          byte[] bytes = new byte[SHORT];
          for (int i = 0; i < operations; i++) {
            receiveFully(socket, bytes);
            socket.getOutputStream().write(bytes);
          }
        },
        port -> {
          byte[] bytes = new byte[SHORT];
          try (SSLSocket socket = connect(port, true)) {
            for (int i = 0; i < operations; i++) {
              socket.getOutputStream().write(bytes);
              receiveFully(socket, bytes);
            }
          }
        });
  }

  @Override
  public void bulk(int operations, int piece) throws Exception {
    against(
        1,
        socket -> {
          byte[] bytes = new byte[piece];
          for (int i = 0; i < operations; i++) {
            receiveFully(socket, bytes);
          }
          socket.getOutputStream().write(1);
        },
        port -> {
          byte[] bytes = new byte[piece];
          try (SSLSocket socket = connect(port, true)) {
            for (int i = 0; i < operations; i++) {
              socket.getOutputStream().write(bytes);
            }
            receiveFully(socket, new byte[1]);
          }
        });
  }

  @Override
  public void handshakes(int operations, boolean resumed) throws Exception {
    against(
        operations,
        socket -> socket.getOutputStream().write(1),
        port -> {
          for (int i = 0; i < operations; i++) {
            try (SSLSocket socket = connect(port, resumed)) {
              receiveFully(socket, new byte[1]);
            }
          }
        });
  }
}
