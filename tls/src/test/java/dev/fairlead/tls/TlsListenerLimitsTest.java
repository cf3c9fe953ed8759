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
import org.junit.jupiter.api.Test;

/** How many handshakes go on at a time, and for how long. */
@ForEveryBackend
class TlsListenerLimitsTest extends ServingTls {

  // The type of a record with a message of a handshake.
  private static final byte[] BEGINNING = {22};

  @Test
  void handshakesBeyondTheLimitWaitForTheirTurn() throws IOException {
    serving(
        o -> o.withMaxHandshakes(1),
        ServingTls::echo,
        listener -> {
          SocketStream staller = connectPlainTo(listener);
          staller.send(BEGINNING);
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
            first.send(BEGINNING);
            second.send(BEGINNING);
            assertEquals(Reason.TIMED_OUT, nextReason());
            assertEquals(Reason.TIMED_OUT, nextReason());
            assertThrows(IOException.class, first::receive);
            assertThrows(IOException.class, second::receive);
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

  private static void await(
      TlsListener<?> listener, java.util.function.Predicate<TlsListenerStatistics> condition) {
    while (!condition.test(listener.statistics())) {
      Fairlead.sleep(Duration.ofMillis(1));
    }
  }
}
