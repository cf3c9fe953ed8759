package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.TaskGroup;
import dev.fairlead.net.SocketStream;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.tls.TlsHandshakeException.Reason;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A handshake that fails is told of, and harms nobody else. */
@ForEveryBackend
class TlsListenerFailuresTest extends ServingTls {

  @Test
  void garbageInsteadOfAHelloHarmsNobodyElse() throws IOException {
    serving(
        ServingTls::echo,
        listener -> {
          try (SocketStream plain = connectPlainTo(listener)) {
            plain.send("this is not a hello of TLS at all\r\n\r\n".getBytes(UTF_8));

            assertEquals(Reason.NOT_TLS, nextReason());
            assertWorks(listener);
          }
          assertEquals(1, listener.statistics().failed());
        });
  }

  @Test
  void aPeerThatIsGoneBeforeItsHelloHarmsNobodyElse() throws IOException {
    serving(
        ServingTls::echo,
        listener -> {
          connectPlainTo(listener).close();

          assertEquals(Reason.PEER_GONE, nextReason());
          assertWorks(listener);
        });
  }

  @Test
  void aPeerThatStallsIsGivenUp() throws IOException {
    serving(
        o -> o.withHandshakeTimeout(Duration.ofMillis(50)),
        ServingTls::echo,
        listener -> {
          try (SocketStream plain = connectPlainTo(listener)) {
            assertEquals(Reason.TIMED_OUT, nextReason());
            assertThrows(IOException.class, plain::receive);
          }
        });
  }

  @Test
  void aClientThatDoesNotTrustTheServerIsReported() throws IOException {
    serving(
        ServingTls::echo,
        listener -> {
          int port = listener.port();

          assertThrows(
              TlsHandshakeException.class,
              () -> Tls.connect("127.0.0.1", port, TlsClientContext.shared()));
          assertEquals(Reason.REFUSED_BY_PEER, nextReason());
          assertWorks(listener);
        });
  }

  @Test
  void aBugInTheSetupOfEnginesDoesNotEndServing() throws IOException {
    TlsServerContext broken =
        Peers.server(o ->
            o.withEngineSetup(engine -> {
              throw new IllegalStateException("a bug");
            }));
    serving(
        broken,
        UnaryOperator.identity(),
        ServingTls::echo,
        listener -> {
          for (int i = 0; i < 2; i++) {
            assertThrows(TlsHandshakeException.class, () -> connectTo(listener));
            assertEquals("a bug", failed.receive().receive().getMessage());
          }
        });
  }

  @Test
  void theHookSeesTheConnectionOpen() throws IOException {
    serving(
        ServingTls::echo,
        listener -> {
          try (SocketStream plain = connectPlainTo(listener)) {
            plain.send("garbage".getBytes(UTF_8));
            failed.receive().receive();

            assertEquals(List.of(plain.localAddress()), remotes);
          }
        });
  }

  @Test
  void servingGoesOnBehindFailuresWithoutAHook() throws IOException {
    try (var listener = Tls.createListener(0, SERVER)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serve(ServingTls::echo));
        connectPlainTo(listener).close();
        assertWorks(listener);
        group.cancel();
      });
    }
  }

  @Test
  void withoutAHookWhatOpenPortsSeeAllDayIsNoWarning() {
    assertEquals(Level.DEBUG, TlsListenerSettings.levelOf(failureWith(Reason.NOT_TLS)));
    assertEquals(Level.DEBUG, TlsListenerSettings.levelOf(failureWith(Reason.PEER_GONE)));
    assertEquals(Level.WARNING, TlsListenerSettings.levelOf(failureWith(Reason.REFUSED_BY_PEER)));
    assertEquals(Level.WARNING, TlsListenerSettings.levelOf(new IllegalStateException("a bug")));
  }

  private static TlsHandshakeException failureWith(Reason reason) {
    return new TlsHandshakeException(reason, "it failed", new IOException("for a reason"));
  }
}
