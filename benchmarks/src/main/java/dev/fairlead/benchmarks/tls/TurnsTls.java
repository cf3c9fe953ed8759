package dev.fairlead.benchmarks.tls;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.net.HandoverListener;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TurnHandler.Turn;
import dev.fairlead.sync.Semaphore;
import dev.fairlead.tls.TlsClientContext;
import dev.fairlead.tls.TlsStream;
import java.io.IOException;

/** The same, but connections at rest are served by turns, on both sides. */
final class TurnsTls extends FairleadTls {

  private final TlsClientContext client =
      TlsClientContext.create(o ->
          o.withSslContext(material.client())
              .withProtocols(TlsMaterial.PROTOCOLS)
              .withCiphers(TlsMaterial.CIPHERS));

  TurnsTls(Backend backend) {
    super(backend);
  }

  @Override
  public void idle(int connections, Runnable whileIdle) throws Exception {
    run(
        listener -> listener.serveByTurns(TurnsTls::greet),
        port ->
            TaskGroup.run(group -> {
              var heard = new Semaphore(0, 1);
              var listener = HandoverListener.<SocketStream>create();
              group.startSoon(() ->
                  listener.serveByTurns(
                      client.handshakingByTurns(
                          TlsMaterial.HOST, stream -> () -> hear(stream, heard))));
              for (int i = 0; i < connections; i++) {
                listener.handOver(Net.connectTcp("127.0.0.1", port));
                heard.acquire();
              }
              Fairlead.awaitAllTasksBlocked();
              whileIdle.run();
              group.cancel();
            }));
  }

  private static Turn greet(TlsStream stream) throws IOException {
    stream.send(new byte[1]);
    return () -> {
      stream.receive(1);
      return true;
    };
  }

  private static boolean hear(TlsStream stream, Semaphore heard) throws IOException {
    stream.receive(1);
    heard.release();
    return true;
  }
}
