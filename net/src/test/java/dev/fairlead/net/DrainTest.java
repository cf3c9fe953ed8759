package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.ConnectionFailedException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.spi.NetworkDrivers;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The end of serving in good order: nobody new comes in, and who is there has time. */
@ForEveryBackend
class DrainTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void drainingLetsHandlersFinish() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serve(EchoConnections::echo));
        try (var client = EchoConnections.connectTo(listener)) {
          client.send("x".getBytes(UTF_8));
          client.receive();
          var draining = group.startSoon(() -> listener.drain(LONG));
          Fairlead.awaitAllTasksBlocked();
          assertThrows(ConnectionFailedException.class, () -> EchoConnections.connectTo(listener));
          assertFalse(draining.status().isEnd());

          client.send("y".getBytes(UTF_8));
          assertEquals("y", new String(client.receive(), UTF_8));
        }
      });
    }
  }

  @Test
  void aRequestToEndStopsAcceptingAndLeavesTheHandlersToIt() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      CancelScope scope = CancelScope.create();
      TaskGroup.run(group -> {
        var serving =
            group.startSoon(() ->
                scope.run(() ->
                    listener.serve(stream -> {
                      Fairlead.awaitStopRequested();
                      stream.send(stream.receive());
                    })));
        try (var client = EchoConnections.connectTo(listener)) {
          Fairlead.awaitAllTasksBlocked();

          scope.cancelAfter(LONG, "closing time");
          Fairlead.awaitAllTasksBlocked();

          assertThrows(ConnectionFailedException.class, () -> EchoConnections.connectTo(listener));
          assertFalse(serving.status().isEnd());
          client.send("x".getBytes(UTF_8));
          assertEquals("x", new String(client.receive(), UTF_8));
        }
        serving.await();
      });
      assertEquals(0, listener.statistics().cancelled());
    }
  }

  @Test
  void drainingAfterARequestToEndGivesTheHandlersAGrace() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      CancelScope scope = CancelScope.create();
      TaskGroup.run(handlers -> {
        TaskGroup.run(group -> {
          group.startSoon(
              () -> scope.run(() -> listener.serve(handlers, stream -> Fairlead.sleepForever())));
          try (var _ = EchoConnections.connectTo(listener)) {
            Fairlead.awaitAllTasksBlocked();
            scope.cancelAfter(LONG, "closing time");
            Fairlead.awaitAllTasksBlocked();
            assertEquals(1, listener.statistics().active());

            listener.drain(Duration.ofMillis(10));
          }
        });
      });
      assertEquals(0, listener.statistics().active());
      assertEquals(1, listener.statistics().cancelled());
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
        try (var client = EchoConnections.connectTo(listener)) {
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
                EchoConnections::echo,
                o -> o.withFarewell(LONG, stream -> stream.send("bye".getBytes(UTF_8)))));
        try (var client = EchoConnections.connectTo(listener)) {
          client.send("x".getBytes(UTF_8));
          client.receive();

          listener.drain(Duration.ofMillis(10));

          assertEquals("bye", new String(Streams.exactly(client, 3), UTF_8));
          assertThrows(EndOfStreamException.class, () -> client.receive());
        }
      });
      assertEquals(0, listener.statistics().active());
      assertEquals(1, listener.statistics().cancelled());
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
          clients.add(EchoConnections.connectTo(listener));
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
        var _ = EchoConnections.connectTo(listener)) {
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
  @NeedsRealSystem
  void connectionsThatComeWithoutEndDoNotHoldItUp() throws IOException {
    var network = new FloodedNetwork();
    NetworkDrivers.use(network.driver());
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serve(stream -> {}));
        Fairlead.awaitAllTasksBlocked();
        network.flooding.set(true);

        listener.drain(Duration.ZERO);
      });
    }
    assertTrue(network.accepted.get() < FloodedNetwork.ENDLESS);
  }

  @Test
  void whatWaitedInTheBacklogHasTheGraceToo() throws IOException {
    var begun = new Event();
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        try (var first = EchoConnections.connectTo(listener);
            var second = EchoConnections.connectTo(listener)) {
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
