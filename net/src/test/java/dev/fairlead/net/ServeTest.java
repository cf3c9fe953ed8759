package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.ConnectionFailedException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.spi.NetworkDrivers;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class ServeTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private static void echo(SocketStream stream) throws IOException {
    for (byte[] chunk : stream) {
      stream.send(chunk);
    }
  }

  private static SocketStream connectTo(TcpListener listener) throws IOException {
    return Net.connectTcp("127.0.0.1", listener.port());
  }

  @Test
  void everyConnectionHasATaskOfItsOwn() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serve(ServeTest::echo));
        var clients = new ArrayList<SocketStream>();
        for (int i = 0; i < 50; i++) {
          clients.add(connectTo(listener));
        }
        Collections.reverse(clients);
        for (SocketStream client : clients) {
          client.send("ping".getBytes(UTF_8));
          assertArrayEquals("ping".getBytes(UTF_8), Streams.exactly(client, 4));
          client.close();
        }
        group.cancel();
      });
    }
  }

  @Test
  void aHandlerThatFailsHarmsNoOther() throws IOException {
    var failures = Collections.synchronizedList(new ArrayList<String>());
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serve(
                stream -> {
                  byte[] first = stream.receive();
                  if (first[0] == 'b') {
                    throw new IllegalArgumentException("bad");
                  }
                  stream.send(first);
                },
                o -> o.withFailureHook(f -> failures.add(f.failure().getMessage()))));
        try (var good = connectTo(listener);
            var bad = connectTo(listener)) {
          bad.send("b".getBytes(UTF_8));
          assertThrows(EndOfStreamException.class, () -> bad.receive());
          good.send("g".getBytes(UTF_8));
          assertEquals("g", new String(good.receive(), UTF_8));
        }
        group.cancel();
      });
      assertEquals(List.of("bad"), failures);
      assertEquals(1, listener.statistics().failed());
    }
  }

  @Test
  void aHookThatThrowsEndsServing() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      connectTo(listener).close();

      var error =
          assertThrows(
              RuntimeException.class,
              () ->
                  listener.serve(
                      stream -> {
                        throw new IOException("first");
                      },
                      o ->
                          o.withFailureHook(failed -> {
                            throw new IllegalStateException("enough");
                          })));

      Throwable reason =
          error instanceof ExceptionGroup group ? group.single().orElseThrow() : error;
      assertEquals("enough", reason.getMessage());
    }
  }

  @Test
  void theConnectionIsClosedAfterItsHandler() throws IOException {
    var streams = new ArrayList<SocketStream>();
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serve(streams::add));
        try (var client = connectTo(listener)) {
          assertThrows(EndOfStreamException.class, () -> client.receive());
        }
        group.cancel();
      });
    }
    assertThrows(ClosedResourceException.class, () -> streams.get(0).receive());
  }

  @Test
  void noMoreConnectionsThanAllowedAreServedAtATime() throws IOException {
    var active = new AtomicInteger();
    var most = new AtomicInteger();
    var full = new Event();
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serve(
                stream -> {
                  if (most.accumulateAndGet(active.incrementAndGet(), Math::max) == 3) {
                    full.set();
                  }
                  full.await();
                  echo(stream);
                  active.decrementAndGet();
                },
                o -> o.withMaxConnections(3)));
        TaskGroup.run(clients -> {
          for (int i = 0; i < 30; i++) {
            clients.startSoon(() -> pingPong(listener));
          }
        });
        group.cancel();
      });
    }
    assertEquals(3, most.get());
  }

  private static void pingPong(TcpListener listener) throws IOException {
    try (var client = connectTo(listener)) {
      client.send("ping".getBytes(UTF_8));
      assertEquals("ping", new String(Streams.exactly(client, 4), UTF_8));
    }
  }

  @Test
  void closingTheListenerEndsServingAndItsHandlers() throws IOException {
    var listener = Net.createTcpListener(0);
    TaskGroup.run(group -> {
      var serving =
          group.startSoon(o -> o.withFailureToHandle(), () -> listener.serve(ServeTest::echo));
      try (var client = connectTo(listener)) {
        client.send("x".getBytes(UTF_8));
        client.receive();

        listener.close();

        assertThrows(EndOfStreamException.class, () -> client.receive());
      }
      serving.join();
      assertTrue(serving.failure().orElseThrow() instanceof ClosedResourceException);
    });
  }

  @Test
  void aHandlerInAGroupOfTheCallerOutlivesServing() throws IOException {
    var listener = Net.createTcpListener(0);
    TaskGroup.run(group -> {
      var serving =
          group.startSoon(
              o -> o.withFailureToHandle(), () -> listener.serve(group, ServeTest::echo));
      try (var client = connectTo(listener)) {
        client.send("x".getBytes(UTF_8));
        client.receive();
        listener.close();
        serving.join();
        assertTrue(serving.failure().orElseThrow() instanceof ClosedResourceException);

        client.send("y".getBytes(UTF_8));

        assertEquals("y", new String(client.receive(), UTF_8));
      }
    });
  }

  @Test
  void drainingLetsHandlersFinish() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serve(ServeTest::echo));
        try (var client = connectTo(listener)) {
          client.send("x".getBytes(UTF_8));
          client.receive();
          var draining = group.startSoon(() -> listener.drain(LONG));
          Fairlead.awaitAllTasksBlocked();
          assertThrows(ConnectionFailedException.class, () -> connectTo(listener));
          assertFalse(draining.status().isEnd());

          client.send("y".getBytes(UTF_8));
          assertEquals("y", new String(client.receive(), UTF_8));
        }
      });
    }
  }

  @Test
  void drainingAsksHandlersToEnd() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serve(stream -> {
              Fairlead.awaitStopRequested();
              stream.send("bye".getBytes(UTF_8));
            }));
        try (var client = connectTo(listener)) {
          Fairlead.awaitAllTasksBlocked();

          listener.drain(LONG);

          assertEquals("bye", new String(Streams.exactly(client, 3), UTF_8));
        }
      });
    }
  }

  @Test
  void handlersThatDoNotEndInTheGraceAreCancelledAndSayFarewell() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serve(
                ServeTest::echo,
                o -> o.withFarewell(LONG, stream -> stream.send("bye".getBytes(UTF_8)))));
        try (var client = connectTo(listener)) {
          client.send("x".getBytes(UTF_8));
          client.receive();

          listener.drain(Duration.ofMillis(10));

          assertEquals("bye", new String(Streams.exactly(client, 3), UTF_8));
          assertThrows(EndOfStreamException.class, () -> client.receive());
        }
      });
      assertEquals(0, listener.statistics().active());
    }
  }

  @Test
  void drainingServesWhatWaitsInTheBacklog() throws IOException {
    for (int i = 0; i < 20; i++) {
      var served = new AtomicInteger();
      var begun = new Event();
      var clients = new ArrayList<SocketStream>();
      try (var listener = Net.createTcpListener(0)) {
        for (int j = 0; j < 5; j++) {
          clients.add(connectTo(listener));
        }
        TaskGroup.run(group -> {
          group.startSoon(() ->
              listener.serve(stream -> {
                served.incrementAndGet();
                begun.set();
              }));
          begun.await();

          listener.drain(LONG);
        });
      }
      assertEquals(5, served.get());
      for (SocketStream client : clients) {
        client.close();
      }
    }
  }

  @Test
  @NeedsRealSystem
  void aRefusalWhileDrainingIsCountedAndServingEndsInGoodOrder() throws IOException {
    var network = new RefusingNetwork();
    NetworkDrivers.use(network.driver());
    var begun = new Event();
    var finished = new AtomicInteger();
    try (var listener = Net.createTcpListener(0);
        var _ = connectTo(listener)) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serve(stream -> {
              begun.set();
              Fairlead.awaitStopRequested();
              finished.incrementAndGet();
            }));
        begun.await();
        Fairlead.awaitAllTasksBlocked();
        network.refusing.set(true);

        listener.drain(LONG);
      });
      assertEquals(1, finished.get());
      assertEquals(1, listener.statistics().refusals());
    }
  }

  @Test
  void whatWaitedInTheBacklogHasTheGraceToo() throws IOException {
    var begun = new Event();
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        try (var first = connectTo(listener);
            var second = connectTo(listener)) {
          group.startSoon(() ->
              listener.serve(stream -> {
                begun.set();
                stream.send(stream.receive());
              }));
          begun.await();
          group.startSoon(() -> listener.drain(LONG));
          Fairlead.awaitAllTasksBlocked();

          for (SocketStream client : List.of(first, second)) {
            client.send("x".getBytes(UTF_8));
            assertEquals("x", new String(client.receive(), UTF_8));
          }
        }
      });
    }
  }

  @Test
  void aListenerThatDoesNotServeIsClosedByDraining() throws IOException {
    var listener = Net.createTcpListener(0);

    listener.drain(LONG);

    assertThrows(ClosedResourceException.class, listener::accept);
    listener.serve(stream -> {});
  }
}
