package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketAttribute;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TcpListener;
import dev.fairlead.stream.Listener.Handler;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.tls.TlsHandshakeException.Reason;
import dev.fairlead.tls.TlsListenerOptions.FailedHandshake;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class TlsListenerTest {

  private static final TlsServerContext SERVER = Peers.server(UnaryOperator.identity());
  private static final TlsClientContext CLIENT = Peers.client(UnaryOperator.identity());

  // Any task.
  private final List<SocketAddress> remotes = Collections.synchronizedList(new ArrayList<>());
  private final MemoryObjectStreams.Pair<Exception> failed = MemoryObjectStreams.create(100);

  /** What a test does with a listener that serves. */
  private interface Steps {
    void run(TlsListener<TcpListener> listener) throws Exception;
  }

  private void serving(Handler<TlsStream> handler, Steps test) throws IOException {
    serving(UnaryOperator.identity(), handler, test);
  }

  private void serving(
      UnaryOperator<TlsListenerOptions> options, Handler<TlsStream> handler, Steps test)
      throws IOException {
    serving(SERVER, options, handler, test);
  }

  private void serving(
      TlsServerContext context,
      UnaryOperator<TlsListenerOptions> options,
      Handler<TlsStream> handler,
      Steps test)
      throws IOException {
    try (var listener =
        new TlsListener<>(
            Net.createTcpListener(0), context, o -> options.apply(o.withFailureHook(this::note)))) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serve(handler));
        test.run(listener);
        group.cancel();
      });
    }
  }

  private void note(FailedHandshake failure) {
    remotes.add(failure.transport().attribute(SocketAttribute.REMOTE_ADDRESS));
    try {
      failed.send().trySend(failure.failure());
    } catch (BrokenResourceException e) {
      throw new AssertionError("nobody closes the other end", e);
    }
  }

  private Reason nextReason() throws IOException {
    return assertInstanceOf(TlsHandshakeException.class, failed.receive().receive()).reason();
  }

  private static void echo(TlsStream stream) throws IOException {
    for (byte[] chunk : stream) {
      stream.send(chunk);
    }
  }

  private static TlsStream connectTo(TlsListener<TcpListener> listener) throws IOException {
    return Tls.connect("127.0.0.1", listener.listener().port(), CLIENT);
  }

  private static SocketStream connectPlainTo(TlsListener<TcpListener> listener) throws IOException {
    return Net.connectTcp("127.0.0.1", listener.listener().port());
  }

  private static void assertWorks(TlsListener<TcpListener> listener) throws IOException {
    try (TlsStream client = connectTo(listener)) {
      client.send("ping".getBytes(UTF_8));
      assertEquals("ping", new String(client.receive(), UTF_8));
    }
  }

  @Test
  void everyClientIsServed() throws IOException {
    serving(
        TlsListenerTest::echo,
        listener -> {
          try (TlsStream first = connectTo(listener)) {
            assertWorks(listener);
            first.send("still here".getBytes(UTF_8));
            assertEquals("still here", new String(first.receive(), UTF_8));
          }
          assertEquals(2, listener.statistics().succeeded());
        });
  }

  @Test
  void aResumedSessionIsCounted() throws IOException {
    serving(
        TlsListenerTest::echo,
        listener -> {
          TlsClientContext fresh = Peers.client(UnaryOperator.identity());
          for (int i = 0; i < 2; i++) {
            try (var client = Tls.connect("127.0.0.1", listener.listener().port(), fresh)) {
              client.send("x".getBytes(UTF_8));
              client.receive();
              assertEquals(i == 1, client.attribute(TlsAttributes.SESSION_RESUMED));
            }
          }
          assertEquals(1, listener.statistics().resumed());
        });
  }

  // ---- failed handshakes

  @Test
  void garbageInsteadOfAHelloHarmsNobodyElse() throws IOException {
    serving(
        TlsListenerTest::echo,
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
        TlsListenerTest::echo,
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
        TlsListenerTest::echo,
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
        TlsListenerTest::echo,
        listener -> {
          int port = listener.listener().port();

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
        TlsListenerTest::echo,
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
        TlsListenerTest::echo,
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
        group.startSoon(() -> listener.serve(TlsListenerTest::echo));
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

  // ---- the number of handshakes

  @Test
  void handshakesBeyondTheLimitWaitForTheirTurn() throws IOException {
    serving(
        o -> o.withMaxHandshakes(1),
        TlsListenerTest::echo,
        listener -> {
          SocketStream staller = connectPlainTo(listener);
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
        TlsListenerTest::echo,
        listener -> {
          try (SocketStream first = connectPlainTo(listener);
              SocketStream second = connectPlainTo(listener)) {
            assertEquals(Reason.TIMED_OUT, nextReason());
            assertEquals(Reason.TIMED_OUT, nextReason());
            assertThrows(IOException.class, first::receive);
            assertThrows(IOException.class, second::receive);
          }
        });
  }

  @Test
  void openStreamsDoNotCountAsHandshakes() throws IOException {
    serving(
        o -> o.withMaxHandshakes(1),
        TlsListenerTest::echo,
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

  // ---- the end of a stream, and of the listener

  @Test
  void afterTheHandlerTheStreamEndsInGoodOrder() throws IOException {
    serving(
        stream -> stream.send("bye".getBytes(UTF_8)),
        listener -> {
          try (TlsStream client = connectTo(listener)) {
            assertEquals("bye", new String(client.receive(), UTF_8));
            assertThrows(EndOfStreamException.class, client::receive);
            assertEquals(TlsEnd.CLEAN, client.end());
          }
        });
  }

  @Test
  void aHandlerThatFailsDoesNotLookLikeAnEnd() throws IOException {
    try (var listener = Tls.createListener(0, SERVER)) {
      TaskGroup.run(group -> {
        Handler<TlsStream> handler =
            stream -> {
              stream.send("half of i".getBytes(UTF_8));
              throw new IOException("failed half way");
            };
        group.startSoon(() ->
            listener
                .listener()
                .serve(listener.handshaking(handler), o -> o.withFailureHook(failure -> {})));
        try (TlsStream client = connectTo(listener)) {
          assertEquals("half of i", new String(client.receive(), UTF_8));
          assertThrows(BrokenResourceException.class, client::receive);
          assertEquals(TlsEnd.TRUNCATED, client.end());
        }
        group.cancel();
      });
    }
  }

  @Test
  void aCancelledHandlerDoesNotLookLikeAnEnd() throws IOException {
    var begun = new Event();
    try (var listener = Tls.createListener(0, SERVER)) {
      TaskGroup.run(group -> {
        var serving =
            group.startSoon(() ->
                listener.serve(stream -> {
                  stream.send("x".getBytes(UTF_8));
                  begun.set();
                  Fairlead.sleepForever();
                }));
        try (TlsStream client = connectTo(listener)) {
          client.receive();
          begun.await();
          serving.cancel();

          assertThrows(BrokenResourceException.class, client::receive);
        }
      });
    }
  }

  @Test
  void closingEndsServing() throws IOException {
    var listener = Tls.createListener(0, SERVER);
    TaskGroup.run(group -> {
      var serving =
          group.startSoon(() ->
              assertThrows(
                  ClosedResourceException.class, () -> listener.serve(TlsListenerTest::echo)));
      Fairlead.awaitAllTasksBlocked();
      listener.close();
      serving.await();
    });
  }

  @Test
  void theListenerBelowCanBeDrained() throws IOException {
    try (var listener = Tls.createListener(0, SERVER)) {
      TaskGroup.run(group -> {
        var serving = group.startSoon(() -> listener.serve(TlsListenerTest::echo));
        TlsStream client = connectTo(listener);
        group.startSoon(() -> listener.listener().drain(Duration.ofSeconds(10)));
        client.send("answered while draining".getBytes(UTF_8));
        assertEquals("answered while draining", new String(client.receive(), UTF_8));
        client.close();
        serving.await();
      });
    }
  }

  @Test
  void itsAttributesAreThoseOfTheListenerBelowAndItsOwn() throws IOException {
    TlsServerContext tolerant = Peers.server(o -> o.withTruncation(TlsTruncation.TOLERANT));
    try (var listener = Tls.createListener(0, tolerant)) {
      assertEquals(listener.listener().port(), listener.attribute(SocketAttribute.LOCAL_PORT));
      assertEquals(TlsTruncation.TOLERANT, listener.attribute(TlsAttributes.TRUNCATION));
      assertTrue(listener.toString().startsWith("TLS listener over "));
    }
  }

  @Test
  void optionsThatAllowNothingAreRefused() throws IOException {
    var defaults = TlsListenerOptions.defaults();

    assertThrows(
        IllegalArgumentException.class, () -> defaults.withHandshakeTimeout(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> defaults.withMaxHandshakes(0));
    assertFalse(defaults.handshakeTimeout().isZero());
  }
}
