package dev.fairlead.tls;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.IncompleteReadException;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.BufferedByteStream;
import dev.fairlead.stream.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** Passes on what two peers of TLS say to each other, until it cuts their connection. */
final class CuttingProxy {

  private static final int RECORD_HEADER = 5;
  private static final int LENGTH_OF_RECORD = 3;

  /**
   * Where and how to cut.
   *
   * @param ofServer whether to count the records of the server, or those of the client
   * @param record so many of them arrive
   * @param inside whether a part of the next one arrives too
   * @param reset whether both peers get an RST, or else a FIN
   */
  record Cut(boolean ofServer, int record, boolean inside, boolean reset) {}

  private final ByteStream client;
  private final ByteStream server;
  private final Cut cut;

  private CuttingProxy(ByteStream client, ByteStream server, Cut cut) {
    this.client = client;
    this.server = server;
    this.cut = cut;
  }

  /** Returns once both are done, or the connection is cut: whether it was. */
  static boolean pass(ByteStream client, ByteStream server, Cut cut) throws IOException {
    return new CuttingProxy(client, server, cut).pass();
  }

  private boolean pass() throws IOException {
    ByteStream from = cut.ofServer() ? server : client;
    ByteStream to = cut.ofServer() ? client : server;
    var reached = new AtomicBoolean();
    TaskGroup.run(group -> {
      group.startSoon(() -> copy(to, from));
      if (passRecords(from, to)) {
        reached.set(true);
        group.cancel();
      }
    });
    if (reached.get()) {
      cutOff();
    }
    return reached.get();
  }

  private static void copy(ByteStream from, ByteStream to) throws IOException {
    try {
      while (true) {
        to.send(from.receive());
      }
    } catch (EndOfStreamException e) {
      end(to);
    } catch (BrokenResourceException e) {
      // One of them has gone, so there is nothing left to pass on.
    }
  }

  /** Returns whether it is to be cut now. */
  private boolean passRecords(ByteStream from, ByteStream to) throws IOException {
    var records = new BufferedByteStream(from);
    try {
      for (int i = 0; i < cut.record(); i++) {
        to.send(nextRecord(records));
      }
      byte[] next = nextRecord(records);
      if (cut.inside()) {
        to.send(ByteBuffer.wrap(next, 0, 1 + next.length / 2));
      }
      return true;
    } catch (EndOfStreamException | IncompleteReadException e) {
      end(to);
    } catch (BrokenResourceException e) {
      // One of them has gone, so there is nothing left to pass on.
    }
    return false;
  }

  private static byte[] nextRecord(BufferedByteStream records) throws IOException {
    byte[] header = records.receiveExactly(RECORD_HEADER);
    int length = Short.toUnsignedInt(ByteBuffer.wrap(header).getShort(LENGTH_OF_RECORD));
    byte[] rest = records.receiveExactly(length);
    return ByteBuffer.allocate(header.length + length).put(header).put(rest).array();
  }

  private void cutOff() throws IOException {
    if (cut.reset()) {
      client.closeForcefully();
      server.closeForcefully();
      return;
    }
    end(client);
    end(server);
    // Closed with something unread, a socket would send an RST after all.
    TaskGroup.run(group -> {
      group.startSoon(() -> discard(client));
      group.startSoon(() -> discard(server));
    });
  }

  private static void end(ByteStream stream) throws IOException {
    try {
      stream.sendEof();
    } catch (BrokenResourceException e) {
      // It has gone already.
    }
  }

  private static void discard(ByteStream stream) throws IOException {
    try {
      while (true) {
        stream.receive();
      }
    } catch (EndOfStreamException | BrokenResourceException e) {
      // This is what was waited for.
    }
  }
}
