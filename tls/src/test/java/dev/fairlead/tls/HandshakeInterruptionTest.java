package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.CancelScope;
import dev.fairlead.DeadlineExceededException;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.tls.TlsHandshakeException.Reason;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handshakes with peers that go or stall, in each step: an error, in bounded time. */
@ForEveryBackend
class HandshakeInterruptionTest {

  private static final Duration LONG = Duration.ofSeconds(15);
  private static final int STEPS = 30;

  private static TlsClientContext client(String protocol) {
    return Peers.client(o -> o.withProtocols(protocol));
  }

  private static TlsStream wrap(boolean asClient, ByteStream transport, String protocol)
      throws IOException {
    return asClient
        ? TlsStream.wrapClient(transport, "localhost", client(protocol))
        : TlsStream.wrapServer(transport, Peers.server(o -> o));
  }

  /** How many bytes one side receives in a handshake that succeeds. */
  private static long bytesOfHandshake(boolean ofClient, String protocol) throws Exception {
    var pair = MemoryByteStreams.pair(65_536);
    var rigged = new RiggedStream(pair.first(), 1);
    TaskGroup.run(group -> {
      var peer = group.startSoon(() -> wrap(!ofClient, pair.second(), protocol));
      TlsStream stream = wrap(ofClient, rigged, protocol);
      peer.await().closeForcefully();
      stream.closeForcefully();
    });
    // One handshake is a few bytes shorter than another: numbers in a signature vary in length.
    return rigged.received() - 16;
  }

  /** What a test does with the side whose peer is interrupted. */
  private interface Step {
    void run(RiggedStream transport) throws Exception;
  }

  /** Lets a peer do its part of a handshake while a side that hears little of it does its own. */
  private static void against(
      boolean ofClient, String protocol, RiggedStream rigged, ByteStream peerEnd, Step step)
      throws Exception {
    CancelScope.failAfter(LONG)
        .run(() ->
            TaskGroup.run(group -> {
              group.startSoon(() -> untilItFails(() -> wrap(!ofClient, peerEnd, protocol)));
              step.run(rigged);
              rigged.close();
            }));
  }

  private interface Wrapping {
    TlsStream wrap() throws IOException;
  }

  private static void untilItFails(Wrapping wrapping) {
    // Whoever is through already hears of it when it receives.
    assertThrows(IOException.class, () -> wrapping.wrap().receive());
  }

  @ParameterizedTest
  @CsvSource({"true, TLSv1.2", "true, TLSv1.3", "false, TLSv1.2", "false, TLSv1.3"})
  void aPeerThatGoesInTheMiddle(boolean ofClient, String protocol) throws Exception {
    long whole = bytesOfHandshake(ofClient, protocol);
    for (long offset = 0; offset < whole; offset += 1 + whole / STEPS) {
      long cut = offset;
      var pair = MemoryByteStreams.pair(65_536);
      against(
          ofClient,
          protocol,
          new RiggedStream(pair.first(), 1).cutOffAt(cut),
          pair.second(),
          transport -> {
            var failure =
                assertThrows(
                    TlsHandshakeException.class, () -> wrap(ofClient, transport, protocol));

            assertEquals(Reason.PEER_GONE, failure.reason(), () -> "cut off at " + cut);
          });
    }
  }

  @ParameterizedTest
  @CsvSource({"true, TLSv1.2", "true, TLSv1.3", "false, TLSv1.2", "false, TLSv1.3"})
  void aPeerThatStallsInTheMiddleIsGivenUpByADeadline(boolean ofClient, String protocol)
      throws Exception {
    long whole = bytesOfHandshake(ofClient, protocol);
    for (long offset = 0; offset < whole; offset += 1 + whole / STEPS) {
      long stall = offset;
      var pair = MemoryByteStreams.pair(65_536);
      against(
          ofClient,
          protocol,
          new RiggedStream(pair.first(), 1).stallingAt(stall),
          pair.second(),
          transport ->
              assertThrows(
                  DeadlineExceededException.class,
                  () ->
                      CancelScope.failAfter(Duration.ofMillis(10))
                          .run(() -> wrap(ofClient, transport, protocol)),
                  () -> "stalled at " + stall));
    }
  }

  @Test
  void aDeadlineLeavesTheTransportOpen() throws Exception {
    var pair = MemoryByteStreams.pair(65_536);

    assertThrows(
        DeadlineExceededException.class,
        () ->
            CancelScope.failAfter(Duration.ofMillis(20))
                .run(() -> TlsStream.wrapClient(pair.first(), "localhost", Peers.client(o -> o))));

    pair.second().send("still open".getBytes(UTF_8));
    assertEquals("still open", new String(pair.first().receive(), UTF_8));
  }

  @Test
  void aFailedHandshakeLeavesTheTransportOpen() throws Exception {
    var pair = MemoryByteStreams.pair(65_536);
    pair.second().send("this is no hello".getBytes(UTF_8));

    assertThrows(
        TlsHandshakeException.class,
        () -> TlsStream.wrapClient(pair.first(), "localhost", Peers.client(o -> o)));

    pair.second().send("still open".getBytes(UTF_8));
    assertEquals("still open", new String(pair.first().receive(), UTF_8));
  }

  @Test
  void aClientThatReadsNothingDoesNotKeepAFailureFromTheServer() throws Exception {
    var pair = MemoryByteStreams.pair(0);
    TaskGroup.run(group -> {
      group.startSoon(() -> pair.first().send("garbage, and then silence".getBytes(UTF_8)));
      var context = Peers.server(o -> o.withCloseTimeout(Duration.ofMillis(20)));

      assertThrows(TlsHandshakeException.class, () -> TlsStream.wrapServer(pair.second(), context));
      group.cancel();
    });
  }
}
