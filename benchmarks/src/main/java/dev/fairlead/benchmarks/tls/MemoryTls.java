package dev.fairlead.benchmarks.tls;

import dev.fairlead.TaskGroup;
import dev.fairlead.benchmarks.harness.Hosts;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.tls.TlsStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * TLS streams of Fairlead over memory, both ends in one task that never waits: what a stream costs
 * on top of its engine.
 */
final class MemoryTls {

  // Holds what one piece becomes.
  private static final int ROOM = 40_000;

  private final Backend backend;
  private final TlsMaterial material = new TlsMaterial();

  MemoryTls(Backend backend) {
    this.backend = backend;
  }

  void bulk(int operations) throws Exception {
    Hosts.fairlead(
        backend,
        () -> {
          var ends = MemoryByteStreams.pair(ROOM);
          TaskGroup.run(group -> {
            var server =
                group.startSoon(() -> TlsStream.wrap(ends.second(), material.serverEngine()));
            TlsStream client = TlsStream.wrap(ends.first(), material.clientEngine(true));
            transfer(client, server.await(), operations);
          });
        });
  }

  private static void transfer(TlsStream client, TlsStream server, int operations)
      throws IOException {
    var piece = ByteBuffer.allocate(TlsTraffic.LONG);
    var received = ByteBuffer.allocate(4 * TlsTraffic.LONG);
    for (int i = 0; i < operations; i++) {
      client.send(piece.clear());
      received.clear();
      while (received.position() < TlsTraffic.LONG) {
        server.receive(received);
      }
    }
    client.closeForcefully();
    server.closeForcefully();
  }
}
