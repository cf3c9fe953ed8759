package dev.fairlead.benchmarks.tls;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.benchmarks.harness.Hosts;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.net.Net;
import dev.fairlead.stream.Listener.Handler;
import dev.fairlead.tls.TlsServerContext;
import dev.fairlead.tls.TlsStream;
import dev.fairlead.tls.TlsTcpListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** TLS streams of Fairlead over its TCP streams. */
class FairleadTls implements TlsTraffic {

  private final Backend backend;
  final TlsMaterial material = new TlsMaterial();

  FairleadTls(Backend backend) {
    this.backend = backend;
  }

  /** How the server treats its connections. */
  interface Server {
    void serve(TlsTcpListener listener) throws Exception;
  }

  /** What the client does, once the server listens. */
  interface Client {
    void run(int port) throws Exception;
  }

  private void against(Handler<TlsStream> handler, Client client) throws Exception {
    run(listener -> listener.serve(handler), client);
  }

  final void run(Server server, Client client) throws Exception {
    // Peers do not wait for the goodbye of the other side either.
    var context =
        TlsServerContext.create(o ->
            o.withSslContext(material.server())
                .withProtocols(TlsMaterial.PROTOCOLS)
                .withCiphers(TlsMaterial.CIPHERS)
                .withCloseTimeout(Duration.ofMillis(100)));
    Hosts.fairlead(
        backend,
        () -> {
          var tcp = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"));
          try (var listener = new TlsTcpListener(tcp, context)) {
            TaskGroup.run(group -> {
              group.startSoon(() -> server.serve(listener));
              client.run(tcp.port());
              group.cancel();
            });
          }
        });
  }

  private TlsStream connect(int port, boolean resumed) throws IOException {
    return TlsStream.wrap(Net.connectTcp("127.0.0.1", port), material.clientEngine(resumed));
  }

  private static void receiveFully(TlsStream stream, ByteBuffer buffer) throws IOException {
    buffer.clear();
    while (buffer.hasRemaining()) {
      if (stream.receive(buffer) < 0) {
        throw new IOException("the other side has gone");
      }
    }
  }

  @Override
  public void roundTrips(int operations) throws Exception {
    against(
        FairleadTls::echo,
        port -> {
          TlsStream stream = connect(port, true);
          var buffer = ByteBuffer.allocate(SHORT);
          for (int i = 0; i < operations; i++) {
            stream.send(buffer.clear());
            receiveFully(stream, buffer);
          }
          stream.closeForcefully();
        });
  }

  private static void echo(TlsStream stream) throws IOException {
    var buffer = ByteBuffer.allocate(LONG);
    while (stream.receive(buffer.clear()) >= 0) {
      stream.send(buffer.flip());
    }
  }

  @Override
  public void bulk(int operations, int piece) throws Exception {
    against(
        stream -> {
          var buffer = ByteBuffer.allocate(4 * LONG);
          long rest = (long) operations * piece;
          while (rest > 0) {
            rest -= stream.receive(buffer.clear());
          }
          stream.send(new byte[1]);
        },
        port -> {
          TlsStream stream = connect(port, true);
          var buffer = ByteBuffer.allocate(piece);
          for (int i = 0; i < operations; i++) {
            stream.send(buffer.clear());
          }
          stream.receive(1);
          stream.closeForcefully();
        });
  }

  @Override
  public void idle(int connections, Runnable whileIdle) throws Exception {
    against(
        stream -> {
          stream.send(new byte[1]);
          awaitEnd(stream);
        },
        port ->
            TaskGroup.run(group -> {
              for (int i = 0; i < connections; i++) {
                TlsStream stream = connect(port, true);
                stream.receive(1);
                group.startSoon(() -> awaitEnd(stream));
              }
              Fairlead.awaitAllTasksBlocked();
              whileIdle.run();
              group.cancel();
            }));
  }

  private static void awaitEnd(TlsStream stream) throws IOException {
    try {
      stream.receive(1);
    } finally {
      stream.closeForcefully();
    }
  }

  @Override
  public void handshakes(int operations, boolean resumed) throws Exception {
    against(
        stream -> stream.send(new byte[1]),
        port -> {
          for (int i = 0; i < operations; i++) {
            TlsStream stream = connect(port, resumed);
            stream.receive(1);
            stream.closeForcefully();
          }
        });
  }
}
