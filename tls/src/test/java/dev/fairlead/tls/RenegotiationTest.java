package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A second handshake on a stream, which TLS has before 1.3, is refused. */
@ForEveryBackend
class RenegotiationTest {

  private static final String TLS_1_2 = "TLSv1.2";
  private static final Duration LONG = Duration.ofSeconds(15);

  /**
   * Lets a side do past its stream what the stream itself would not. In turn, since the task that
   * receives has to send too, as soon as the engine has something to say.
   */
  private static void renegotiate(TlsStream side) throws IOException {
    SSLEngine engine = side.attribute(TlsAttributes.ENGINE);
    var record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    ((EngineTlsStream) side)
        .wire()
        .sendTurn()
        .run(() -> {
          engine.beginHandshake();
          engine.wrap(ByteBuffer.allocate(0), record);
          side.transport().send(record.flip());
        });
  }

  private static void send(TlsStream stream, String text) throws IOException {
    stream.send(text.getBytes(UTF_8));
  }

  private static String receive(TlsStream stream) throws IOException {
    return new String(stream.receive(), UTF_8);
  }

  private static void assertBroken(String words, TlsStream stream) {
    var error = assertThrows(BrokenResourceException.class, stream::receive);
    assertTrue(error.getMessage().contains(words), error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void thePeerIsRefusedAndHearsIt(boolean byClient) throws Exception {
    Peers.connected(
        TLS_1_2,
        65_536,
        (client, server) -> {
          TlsStream peer = byClient ? client : server;
          TlsStream stream = byClient ? server : client;
          send(peer, "before");
          renegotiate(peer);

          assertEquals("before", receive(stream));
          assertBroken("renegotiation", stream);
          assertThrows(BrokenResourceException.class, () -> send(stream, "x"));
          assertBroken("handshake_failure", peer);
        });
  }

  @ParameterizedTest
  @CsvSource({"true, 0", "false, 0", "true, 1000", "false, 1000", "true, 65536", "false, 65536"})
  void nobodyHangsWhoIsBusyMeanwhile(boolean byClient, int bufferSize) throws Exception {
    Peers.connected(
        TLS_1_2,
        bufferSize,
        (client, server) ->
            CancelScope.failAfter(LONG)
                .run(() -> {
                  TlsStream peer = byClient ? client : server;
                  TlsStream stream = byClient ? server : client;
                  TaskGroup.run(group -> {
                    group.startSoon(() -> untilItBreaks(() -> stream.send(new byte[40_000])));
                    group.startSoon(() -> untilItBreaks(peer::receive));
                    group.startSoon(() -> {
                      peer.send(new byte[40_000]);
                      renegotiate(peer);
                    });
                    untilItBreaks(stream::receive);
                  });
                  stream.close();
                  peer.close();
                }));
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void untilItBreaks(Step step) {
    assertThrows(
        BrokenResourceException.class,
        () -> {
          while (true) {
            step.run();
          }
        });
  }

  @Test
  void whoBeginsOneOnTheEngineIsToldSoAndCanStillReceive() throws Exception {
    Peers.connected(
        TLS_1_2,
        65_536,
        (client, server) -> {
          client.attribute(TlsAttributes.ENGINE).beginHandshake();

          var error = assertThrows(IllegalStateException.class, () -> send(client, "x"));
          assertTrue(error.getMessage().contains("renegotiation"), error.getMessage());
          send(server, "still there");
          assertEquals("still there", receive(client));
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void inTls13TheEngineOnlyChangesItsKeys(boolean byClient) throws Exception {
    Peers.connected(
        "TLSv1.3",
        65_536,
        (client, server) -> {
          TlsStream peer = byClient ? client : server;
          TlsStream stream = byClient ? server : client;
          peer.attribute(TlsAttributes.ENGINE).beginHandshake();
          send(peer, "with new keys");

          assertEquals("with new keys", receive(stream));
          send(stream, "here too");
          assertEquals("here too", receive(peer));
        });
  }
}
