package dev.fairlead.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Conversations over transports that deliver in pieces of any size, with cancellations in between,
 * damaged and cut off anywhere: no hang, no wrong byte, no wrong end.
 */
@ForEveryBackend
class TlsFuzzTest {

  private static final Duration LONG = Duration.ofSeconds(15);
  private static final int SEEDS = 25;
  private static final int[] BUFFERS = {0, 1, 17, 1000, 65_536};
  private static final int[] PIECES = {1, 5, 300, 20_000};

  // One context for all, so that most handshakes resume a session and take little time.
  private static final TlsServerContext SERVER = Peers.server(o -> o);
  private static final TlsClientContext NEW_CLIENT = Peers.client(o -> o.withProtocols("TLSv1.3"));
  private static final TlsClientContext OLD_CLIENT = Peers.client(o -> o.withProtocols("TLSv1.2"));

  private static TlsClientContext client(String protocol) {
    return protocol.equals("TLSv1.3") ? NEW_CLIENT : OLD_CLIENT;
  }

  // ---- pieces and cancellations

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void piecesAndCancellationsChangeNothing(String protocol) throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      converse(protocol, seed);
    }
  }

  static void converse(String protocol, int seed) throws Exception {
    var random = new Random(seed);
    var pair = MemoryByteStreams.pair(BUFFERS[random.nextInt(BUFFERS.length)]);
    int piece = PIECES[random.nextInt(PIECES.length)];
    int size = random.nextInt(piece < 10 ? 3_000 : 60_000);
    byte[] question = bytes(size, seed);
    byte[] answer = bytes(random.nextInt(size + 1), ~seed);
    Peers.connected(
        new RiggedStream(pair.first(), seed).inPiecesOf(piece),
        new RiggedStream(pair.second(), seed + 1).inPiecesOf(piece),
        client(protocol),
        SERVER,
        (client, server) ->
            CancelScope.failAfter(LONG)
                .run(() ->
                    TaskGroup.run(group -> {
                      group.startSoon(() -> sendInParts(client, question, new Random(seed)));
                      group.startSoon(() -> sendInParts(server, answer, new Random(seed + 1)));
                      var atServer =
                          group.startSoon(
                              () -> receiveInParts(server, question.length, new Random(seed + 2)));
                      byte[] atClient = receiveInParts(client, answer.length, new Random(seed + 3));

                      assertArrayEquals(answer, atClient);
                      assertArrayEquals(question, atServer.await());
                    })));
  }

  private static byte[] bytes(int size, int seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Sends everything, giving up now and then and going on where it was. */
  private static void sendInParts(TlsStream stream, byte[] data, Random random) throws IOException {
    var rest = ByteBuffer.wrap(data);
    while (rest.hasRemaining()) {
      ByteBuffer part = rest.slice().limit(1 + random.nextInt(rest.remaining()));
      do {
        limited(random).run(() -> stream.send(part));
      } while (part.hasRemaining());
      rest.position(rest.position() + part.limit());
    }
    // What a cancelled send has taken is sent by the next one.
    stream.send(new byte[0]);
  }

  private static byte[] receiveInParts(TlsStream stream, int size, Random random)
      throws IOException {
    var received = ByteBuffer.allocate(size);
    while (received.hasRemaining()) {
      ByteBuffer part = received.slice().limit(1 + random.nextInt(received.remaining()));
      limited(random).run(() -> stream.receive(part));
      received.position(received.position() + part.position());
    }
    return received.array();
  }

  private static CancelScope limited(Random random) {
    return random.nextInt(4) == 0
        ? CancelScope.moveOnAfter(Duration.ofNanos(random.nextInt(500_000)))
        : CancelScope.create();
  }

  // ---- damage

  /** How one direction of a damaged conversation has ended for its receiver. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares endings.
  private record Ending(byte[] received, Optional<IOException> failure, TlsEnd end) {}

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aDamagedByteIsNeverTakenForData(String protocol) throws Exception {
    byte[] data = bytes(20_000, 1);
    int noticed = 0;
    for (int seed = 0; seed < 2 * SEEDS; seed++) {
      long at = new Random(seed).nextInt(22_000);
      int flip = 1 << (seed % 8);
      Ending ending =
          sendOver(
              protocol,
              data,
              stream ->
                  stream.damagedBy(
                      (value, offset) -> (byte) (offset == at ? value ^ flip : value)));

      assertIsPrefix(data, ending.received());
      if (ending.failure().isPresent()) {
        noticed++;
        assertFalse(ending.failure().get().getMessage().isBlank());
      } else {
        assertArrayEquals(data, ending.received());
      }
    }
    // Only a few places carry no meaning: the version in the header of a hello, for example.
    assertTrue(noticed > SEEDS, "noticed " + noticed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void whatIsCutOffIsNeverTakenForAnEnd(String protocol) throws Exception {
    byte[] data = bytes(20_000, 1);
    for (int seed = 0; seed < SEEDS; seed++) {
      long at = new Random(seed).nextInt(20_000);
      Ending ending = sendOver(protocol, data, stream -> stream.cutOffAt(at));

      assertIsPrefix(data, ending.received());
      assertTrue(ending.failure().isPresent(), "cut off at " + at);
      assertFalse(ending.end() == TlsEnd.CLEAN, "cut off at " + at);
    }
  }

  private interface Rigging {
    RiggedStream rig(RiggedStream stream);
  }

  /** Sends data from the client to the server over a transport that is not what it should be. */
  private static Ending sendOver(String protocol, byte[] data, Rigging rigging) throws Exception {
    var pair = MemoryByteStreams.pair(1000);
    RiggedStream rigged = rigging.rig(new RiggedStream(pair.second(), 1));
    return CancelScope.failAfter(LONG)
        .call(() ->
            TaskGroup.call(group -> {
              group.startSoon(() -> sendAll(protocol, pair.first(), data));
              return receiveAll(rigged);
            }));
  }

  private static void sendAll(String protocol, ByteStream transport, byte[] data)
      throws IOException {
    try (TlsStream stream = TlsStream.wrapClient(transport, "localhost", client(protocol))) {
      stream.send(data);
    } catch (IOException e) {
      // The receiver is what counts; it tells whether there was anything wrong.
    } finally {
      transport.close();
    }
  }

  private static Ending receiveAll(ByteStream transport) throws IOException {
    var received = new ByteArrayOutputStream();
    TlsEnd end = TlsEnd.OPEN;
    try {
      TlsStream stream = TlsStream.wrapServer(transport, SERVER);
      try {
        var buffer = ByteBuffer.allocate(3000);
        while (stream.receive(buffer) >= 0) {
          received.write(buffer.array(), 0, buffer.position());
          buffer.clear();
        }
      } finally {
        end = stream.end();
        stream.closeForcefully();
      }
      assertEquals(TlsEnd.CLEAN, end);
      return new Ending(received.toByteArray(), Optional.empty(), end);
    } catch (IOException e) {
      return new Ending(received.toByteArray(), Optional.of(e), end);
    } finally {
      transport.closeForcefully();
    }
  }

  private static void assertIsPrefix(byte[] whole, byte[] part) {
    assertArrayEquals(Arrays.copyOf(whole, part.length), part);
  }
}
