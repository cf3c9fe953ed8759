package dev.fairlead.benchmarks.tls;

import dev.fairlead.benchmarks.harness.Workload;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** The engine alone, with nothing to carry its records: what no stream can be faster than. */
final class BareEngine {

  private static final int ROOM = 40_000;

  private final SSLEngine client;
  private final SSLEngine server;
  private final ByteBuffer toServer = ByteBuffer.allocate(ROOM);
  private final ByteBuffer toClient = ByteBuffer.allocate(ROOM);
  private final ByteBuffer received = ByteBuffer.allocate(ROOM);

  BareEngine(TlsMaterial material) {
    client = material.clientEngine(true);
    server = material.serverEngine();
  }

  /** Encrypts and decrypts with new engines each time, as the others make new connections. */
  static Workload bulk(int piecesPerOperation) {
    var material = new TlsMaterial();
    return n -> new BareEngine(material).transfer(n * piecesPerOperation);
  }

  /** Encrypts long pieces on one side and decrypts them on the other. */
  private void transfer(int operations) throws SSLException {
    shakeHands();
    var piece = ByteBuffer.allocate(TlsTraffic.LONG);
    for (int i = 0; i < operations; i++) {
      encrypt(piece.clear(), toServer.clear());
      decrypt(toServer.flip(), received.clear());
    }
  }

  /** In TLS 1.3 a record of the JDK's engine has room for a little less, so it takes two. */
  private void encrypt(ByteBuffer piece, ByteBuffer records) throws SSLException {
    while (piece.hasRemaining()) {
      client.wrap(piece, records);
    }
  }

  private void decrypt(ByteBuffer records, ByteBuffer target) throws SSLException {
    while (records.hasRemaining()) {
      server.unwrap(records, target);
    }
  }

  private void shakeHands() throws SSLException {
    var nothing = ByteBuffer.allocate(0);
    for (int turn = 0; turn < 20; turn++) {
      step(client, nothing, toServer, toClient);
      step(server, nothing, toClient, toServer);
    }
  }

  private void step(SSLEngine engine, ByteBuffer nothing, ByteBuffer out, ByteBuffer in)
      throws SSLException {
    engine.wrap(nothing, out);
    runTasks(engine);
    engine.unwrap(in.flip(), received.clear());
    in.compact();
    runTasks(engine);
  }

  private static void runTasks(SSLEngine engine) {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }
}
