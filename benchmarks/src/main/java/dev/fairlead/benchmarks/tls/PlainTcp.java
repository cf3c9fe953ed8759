package dev.fairlead.benchmarks.tls;

import dev.fairlead.TaskGroup;
import dev.fairlead.benchmarks.harness.Hosts;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import java.nio.ByteBuffer;

/** The same bytes over TCP streams of Fairlead without TLS: what carrying them costs. */
final class PlainTcp {

  private final Backend backend;

  PlainTcp(Backend backend) {
    this.backend = backend;
  }

  void bulk(int operations, int piece) throws Exception {
    Hosts.fairlead(
        backend,
        () -> {
          try (var listener = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"))) {
            TaskGroup.run(group -> {
              group.startSoon(() -> listener.serve(s -> receive(s, (long) operations * piece)));
              try (SocketStream stream = Net.connectTcp("127.0.0.1", listener.port())) {
                var buffer = ByteBuffer.allocate(piece);
                for (int i = 0; i < operations; i++) {
                  stream.send(buffer.clear());
                }
                stream.receive(1);
              }
              group.cancel();
            });
          }
        });
  }

  private static void receive(SocketStream stream, long bytes) throws Exception {
    var buffer = ByteBuffer.allocate(4 * TlsTraffic.LONG);
    for (long rest = bytes; rest > 0; ) {
      rest -= stream.receive(buffer.clear());
    }
    stream.send(new byte[1]);
  }
}
