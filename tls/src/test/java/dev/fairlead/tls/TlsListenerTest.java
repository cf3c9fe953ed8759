package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.SocketAttribute;
import dev.fairlead.net.SocketStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.Listener.Handler;
import dev.fairlead.sync.Event;
import dev.fairlead.sync.Promise;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Every client is served, and streams and the listener end in good order. */
@ForEveryBackend
class TlsListenerTest extends ServingTls {

  @Test
  void everyClientIsServed() throws IOException {
    serving(
        ServingTls::echo,
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
        ServingTls::echo,
        listener -> {
          TlsClientContext fresh = Peers.client(UnaryOperator.identity());
          for (int i = 0; i < 2; i++) {
            try (var client = Tls.connect("127.0.0.1", listener.port(), fresh)) {
              client.send("x".getBytes(UTF_8));
              client.receive();
              assertEquals(i == 1, client.attribute(TlsAttributes.SESSION_RESUMED));
            }
          }
          assertEquals(1, listener.statistics().resumed());
        });
  }

  /** Whoever brings a context is told by the age of its sessions. */
  @Test
  void aSessionThatIsYoungerThanItsConnectionIsCountedAsResumed() throws IOException {
    TlsServerContext server =
        TlsServerContext.create(o -> o.withSslContext(Peers.CERTIFICATE.context(Peers.AUTHORITY)));
    var taken = new Event();
    try (var listener = Tls.createListener(0, server)) {
      TaskGroup.run(group -> {
        Handler<ByteStream> handshaking = listener.handshaking(ServingTls::echo);
        group.startSoon(() ->
            listener
                .listener()
                .serve(stream -> {
                  taken.set();
                  handshaking.handle(stream);
                }));
        TlsClientContext fresh = Peers.client(UnaryOperator.identity());
        SocketStream early = connectPlainTo(listener);
        taken.await();
        Fairlead.awaitAllTasksBlocked(); // Its handshake waits for the first message now.
        int port = listener.port();
        assertEchoes(Tls.connect("127.0.0.1", port, fresh));
        awaitNextMillisecond(); // Ages are counted in milliseconds.

        assertEchoes(fresh.wrap(early, "127.0.0.1", port));

        assertEquals(1, listener.statistics().resumed());
        group.cancel();
      });
    }
  }

  private static void assertEchoes(TlsStream client) throws IOException {
    try (client) {
      client.send(new byte[] {7});
      assertEquals(7, client.receive()[0]);
    }
  }

  private static void awaitNextMillisecond() {
    long now = System.currentTimeMillis();
    while (System.currentTimeMillis() == now) {
      Thread.onSpinWait();
    }
  }

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
        group.startSoon(() -> listener.serve(handler, o -> o.withFailureHook(failure -> {})));
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
              assertThrows(ClosedResourceException.class, () -> listener.serve(ServingTls::echo)));
      Fairlead.awaitAllTasksBlocked();
      listener.close();
      serving.await();
    });
  }

  @Test
  void drainingLetsHandlersFinish() throws IOException {
    try (var listener = Tls.createListener(0, SERVER)) {
      TaskGroup.run(group -> {
        var serving = group.startSoon(() -> listener.serve(ServingTls::echo));
        TlsStream client = connectTo(listener);
        group.startSoon(() -> listener.drain(Duration.ofSeconds(10)));
        client.send("answered while draining".getBytes(UTF_8));
        assertEquals("answered while draining", new String(client.receive(), UTF_8));
        client.close();
        serving.await();
      });
    }
  }

  @Test
  void overTcpItHasThePlaceAndTheOptionsOfServingOfTheListenerBelow() throws IOException {
    try (var listener = Tls.createListener("127.0.0.1", 0, SERVER)) {
      assertEquals(listener.listener().port(), listener.port());
      assertEquals(listener.listener().localAddress(), listener.localAddress());
      assertEquals(List.of(listener.localAddress()), listener.localAddresses());
      var failed = new Promise<String>();
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serve(
                stream -> {
                  throw new IOException("on purpose");
                },
                o ->
                    o.withFailureHook(failure -> failed.complete(failure.failure().getMessage()))));
        TlsStream client = connectTo(listener);
        assertEquals("on purpose", failed.await());
        client.closeForcefully();
        group.cancel();
      });
    }
  }

  @Test
  void itsAttributesAreThoseOfTheListenerBelowAndItsOwn() throws IOException {
    TlsServerContext tolerant = Peers.server(o -> o.withTruncation(TlsTruncation.TOLERANT));
    try (var listener = Tls.createListener(0, tolerant)) {
      assertEquals(listener.port(), listener.attribute(SocketAttribute.LOCAL_PORT));
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
