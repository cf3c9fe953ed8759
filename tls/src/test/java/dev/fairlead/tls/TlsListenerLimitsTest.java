package dev.fairlead.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.SocketStream;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.tls.TlsHandshakeException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many handshakes go on at a time, and for how long. */
@ForEveryBackend
class TlsListenerLimitsTest extends ServingTls {

  @Test
  void handshakesBeyondTheLimitWaitForTheirTurn() throws IOException {
    serving(
        o -> o.withMaxHandshakes(1),
        ServingTls::echo,
        listener -> {
          SocketStream staller = connectPlainTo(listener);
          staller.send(FirstMessages.hello());
          await(listener, s -> s.running() == 1);
          TaskGroup.run(group -> {
            group.startSoon(() -> assertWorks(listener));
            await(listener, s -> s.waiting() == 1);

            staller.close();
          });

          assertEquals(Reason.PEER_GONE, nextReason());
          assertEquals(0, listener.statistics().running());
        });
  }

  @Test
  void whoWaitsForItsTurnTooLongIsGivenUp() throws IOException {
    serving(
        o -> o.withMaxHandshakes(1).withHandshakeTimeout(Duration.ofMillis(50)),
        ServingTls::echo,
        listener -> {
          try (SocketStream first = connectPlainTo(listener);
              SocketStream second = connectPlainTo(listener)) {
            first.send(FirstMessages.hello());
            second.send(FirstMessages.hello());
            assertEquals(Reason.TIMED_OUT, nextReason());
            assertEquals(Reason.TIMED_OUT, nextReason());
            assertThrows(IOException.class, () -> receiveForEver(first));
            assertThrows(IOException.class, () -> receiveForEver(second));
          }
        });
  }

  @Test
  void clientsThatSayNothingTakeNoPlaceFromOthers() throws IOException {
    serving(
        o -> o.withMaxHandshakes(1),
        ServingTls::echo,
        listener -> {
          SocketStream first = connectPlainTo(listener);
          SocketStream second = connectPlainTo(listener);

          assertWorks(listener);

          first.close();
          second.close();
          assertEquals(Reason.PEER_GONE, nextReason());
          assertEquals(Reason.PEER_GONE, nextReason());
        });
  }

  @Test
  void clientsThatStallInTheirFirstMessageTakeNoPlaceFromOthers() throws IOException {
    List<byte[]> beginnings = FirstMessages.beginnings();
    serving(
        o -> o.withMaxHandshakes(1),
        ServingTls::echo,
        listener -> {
          var stallers = new ArrayList<SocketStream>();
          for (byte[] beginning : beginnings) {
            SocketStream staller = connectPlainTo(listener);
            stallers.add(staller);
            staller.send(beginning);
          }

          assertWorks(listener);

          assertEquals(0, listener.statistics().waiting());
          for (SocketStream staller : stallers) {
            staller.close();
            assertEquals(Reason.PEER_GONE, nextReason());
          }
        });
  }

  @Test
  void aFirstMessageInPiecesIsWaitedFor() throws IOException {
    serving(
        o -> o.withMaxHandshakes(1),
        ServingTls::echo,
        listener -> {
          var pieces = new RiggedStream(connectPlainTo(listener), 1).inPiecesOf(3);
          try (TlsStream client = TlsStream.wrapClient(pieces, "127.0.0.1", CLIENT)) {
            client.send(new byte[] {7});
            assertEquals(7, client.receive()[0]);
          }
        });
  }

  @Test
  void openStreamsDoNotCountAsHandshakes() throws IOException {
    serving(
        o -> o.withMaxHandshakes(1),
        ServingTls::echo,
        listener -> {
          try (TlsStream first = connectTo(listener)) {
            assertWorks(listener);
            assertEquals(TlsEnd.OPEN, first.end());
          }
        });
  }

  private static void receiveForEver(SocketStream stream) throws IOException {
    while (true) {
      stream.receive(); // One of them has heard a part of the handshake.
    }
  }

  private static void await(
      TlsListener<?> listener, java.util.function.Predicate<TlsListenerStatistics> condition) {
    while (!condition.test(listener.statistics())) {
      Fairlead.sleep(Duration.ofMillis(1));
    }
  }
}
