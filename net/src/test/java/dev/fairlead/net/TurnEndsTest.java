package dev.fairlead.net;

import static dev.fairlead.net.TurnEcho.assertEchoes;
import static dev.fairlead.net.TurnEcho.echo;
import static dev.fairlead.net.TurnEcho.slowEcho;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** How connections that are served by turns come to their end. */
@ForEveryBackend
class TurnEndsTest {

  @Test
  void aDrainEndsSilentConnectionsAtOnceAndOthersAfterTheirTurn() throws IOException {
    var inTurn = new Event();
    var goOn = new Event();
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serveByTurns(
                stream ->
                    () -> {
                      byte[] request = stream.receive();
                      inTurn.set();
                      goOn.await();
                      stream.send(request);
                      return true;
                    },
                o ->
                    o.withFarewell(
                        Duration.ofSeconds(5), stream -> stream.send("bye".getBytes(UTF_8)))));
        try (var silent = EchoConnections.connectTo(listener);
            var busy = EchoConnections.connectTo(listener)) {
          busy.send("x".getBytes(UTF_8));
          inTurn.await();
          group.startSoon(() -> listener.drain(Duration.ofSeconds(60)));

          assertArrayEquals("bye".getBytes(UTF_8), Streams.exactly(silent, 3));
          assertThrows(EndOfStreamException.class, () -> silent.receive());
          goOn.set();
          assertArrayEquals("xbye".getBytes(UTF_8), Streams.exactly(busy, 4));
          assertThrows(EndOfStreamException.class, () -> busy.receive());
        }
      });
      assertEquals(0, listener.statistics().cancelled());
      assertEquals(0, listener.statistics().active());
    }
  }

  @Test
  void afterTheGraceOfADrainTurnsAreCancelled() throws IOException {
    var inTurn = new Event();
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serveByTurns(stream ->
                () -> {
                  stream.receive();
                  inTurn.set();
                  Fairlead.sleepForever();
                  return true;
                }));
        try (var client = EchoConnections.connectTo(listener)) {
          client.send("x".getBytes(UTF_8));
          inTurn.await();
          listener.drain(Duration.ofMillis(10));
          assertThrows(EndOfStreamException.class, () -> client.receive());
        }
      });
      assertEquals(1, listener.statistics().cancelled());
      assertEquals(0, listener.statistics().active());
    }
  }

  @Test
  void aRequestToEndIsEnoughForSilentConnections() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      var scope = CancelScope.create();
      TaskGroup.run(group -> {
        group.startSoon(() -> scope.run(() -> listener.serveByTurns(TurnEcho::echo)));
        try (var client = EchoConnections.connectTo(listener)) {
          assertEchoes(client, "ping");
          scope.cancelAfter(Duration.ofSeconds(60), "enough");
          assertThrows(EndOfStreamException.class, () -> client.receive());
        }
      });
      assertFalse(scope.cancelledCaught());
    }
  }

  @Test
  void whoIsSilentForTooLongIsClosed() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serveByTurns(
                stream -> slowEcho(stream, Duration.ofMillis(400)),
                o ->
                    o.withSilenceLimit(Duration.ofMillis(200))
                        .withFarewell(Duration.ofSeconds(5), s -> s.send("bye".getBytes(UTF_8)))));
        try (var silent = EchoConnections.connectTo(listener);
            var busy = EchoConnections.connectTo(listener)) {
          var pings =
              group.startSoon(() -> {
                while (listener.statistics().active() > 1) {
                  assertEchoes(busy, "a turn that takes longer is no silence");
                }
              });
          assertArrayEquals("bye".getBytes(UTF_8), Streams.exactly(silent, 3));
          assertThrows(EndOfStreamException.class, () -> silent.receive());
          pings.await();
          listener.drain(Duration.ofSeconds(5));
        }
      });
      assertEquals(0, listener.statistics().failed());
    }
  }

  @Test
  void aLimitOfSilenceIsForTurnsOnly() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      var refused =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  listener.serve(
                      EchoConnections::echo, o -> o.withSilenceLimit(Duration.ofSeconds(1))));
      assertTrue(refused.getMessage().contains("PT1S, is for serveByTurns"), refused.getMessage());
      assertThrows(
          IllegalArgumentException.class,
          () ->
              listener.serveByTurns(
                  TurnEcho::echo, o -> o.withSilenceLimit(Duration.ofSeconds(-1))));
    }
  }

  @Test
  void aCancelledServerClosesItsConnections() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        var server =
            group.startSoon(() ->
                listener.serveByTurns(
                    TurnEcho::echo,
                    o ->
                        o.withFarewell(Duration.ofSeconds(5), s -> s.send("bye".getBytes(UTF_8)))));
        var clients = new ArrayList<SocketStream>();
        for (int i = 0; i < 10; i++) {
          SocketStream client = EchoConnections.connectTo(listener);
          assertEchoes(client, "ping");
          clients.add(client);
        }
        server.cancel();
        for (SocketStream client : clients) {
          assertArrayEquals("bye".getBytes(UTF_8), Streams.exactly(client, 3));
          assertThrows(EndOfStreamException.class, () -> client.receive());
          client.close();
        }
      });
      assertEquals(0, listener.statistics().active());
    }
  }

  @Test
  @SuppressWarnings("try") // closed meanwhile
  void aClosedListenerEndsItsConnections() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            assertThrows(
                ClosedResourceException.class, () -> listener.serveByTurns(TurnEcho::echo)));
        try (var client = EchoConnections.connectTo(listener)) {
          assertEchoes(client, "ping");
          listener.close();
          assertThrows(EndOfStreamException.class, () -> client.receive());
        }
      });
      assertEquals(0, listener.statistics().active());
    }
  }

  @Test
  void aStreamThatIsClosedBetweenTwoTurnsEnds() throws IOException {
    var streams = Collections.synchronizedList(new ArrayList<SocketStream>());
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serveByTurns(stream -> {
              streams.add(stream);
              return echo(stream);
            }));
        try (var client = EchoConnections.connectTo(listener)) {
          assertEchoes(client, "ping");
          streams.get(0).close();
          assertThrows(EndOfStreamException.class, () -> client.receive());
        }
        while (listener.statistics().active() > 0) {
          Fairlead.sleep(Duration.ofMillis(1));
        }
        group.cancel();
      });
      assertEquals(0, listener.statistics().failed());
    }
  }

  @Test
  void aTurnCanCloseItsStream() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serveByTurns(stream ->
                () -> {
                  stream.receive();
                  stream.close();
                  return true;
                }));
        try (var client = EchoConnections.connectTo(listener)) {
          client.send("x".getBytes(UTF_8));
          assertThrows(EndOfStreamException.class, () -> client.receive());
        }
        listener.drain(Duration.ofSeconds(5));
      });
      assertEquals(0, listener.statistics().failed());
      assertEquals(0, listener.statistics().active());
    }
  }
}
