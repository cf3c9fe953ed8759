package dev.fairlead.net;

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
import dev.fairlead.TaskInfo;
import dev.fairlead.net.TurnHandler.Turn;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class TurnsTest {

  private static Turn echo(SocketStream stream) {
    var buffer = ByteBuffer.allocate(1_000);
    return () -> {
      if (stream.receive(buffer.clear()) < 0) {
        return false;
      }
      stream.send(buffer.flip());
      return true;
    };
  }

  private static Turn slowEcho(SocketStream stream, Duration pause) {
    Turn echo = echo(stream);
    return () -> {
      Fairlead.sleep(pause);
      return echo.take();
    };
  }

  private static void assertEchoes(SocketStream client, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    client.send(bytes);
    assertArrayEquals(bytes, Streams.exactly(client, bytes.length));
  }

  @Test
  void aConnectionHasATurnWheneverItHasSomethingToReceive() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serveByTurns(TurnsTest::echo));
        var clients = new ArrayList<SocketStream>();
        for (int i = 0; i < 50; i++) {
          clients.add(EchoConnections.connectTo(listener));
        }
        for (int round = 0; round < 20; round++) {
          for (SocketStream client : clients.reversed()) {
            assertEchoes(client, "ping " + round);
          }
        }
        assertEquals(50, listener.statistics().active());
        for (SocketStream client : clients) {
          client.sendEof();
          assertThrows(EndOfStreamException.class, () -> client.receive());
          client.close();
        }
        listener.drain(Duration.ofSeconds(5));
      });
      assertEquals(0, listener.statistics().active());
      assertEquals(50, listener.statistics().accepted());
    }
  }

  @Test
  @NeedsRealSystem // A simulated connection has a task that waits for it.
  void silentConnectionsHaveNoTasks() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serveByTurns(TurnsTest::echo));
        var clients = new ArrayList<SocketStream>();
        for (int i = 0; i < 100; i++) {
          SocketStream client = EchoConnections.connectTo(listener);
          assertEchoes(client, "ping");
          clients.add(client);
        }
        Fairlead.awaitAllTasksBlocked();

        assertTrue(Fairlead.runningTasks().size() < 20, () -> names(Fairlead.runningTasks()));
        for (SocketStream client : clients) {
          client.close();
        }
        group.cancel();
      });
    }
  }

  private static String names(List<TaskInfo> tasks) {
    return tasks.stream().map(TaskInfo::name).toList().toString();
  }

  @Test
  void aTurnMayWaitAndHoldsUpNoOther() throws IOException {
    var goOn = new Event();
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serveByTurns(stream ->
                () -> {
                  byte[] first = stream.receive();
                  if (first[0] == 'w') {
                    goOn.await();
                  }
                  stream.send(first);
                  return true;
                }));
        var waiting = new ArrayList<SocketStream>();
        for (int i = 0; i < 20; i++) {
          SocketStream client = EchoConnections.connectTo(listener);
          client.send("w".getBytes(UTF_8));
          waiting.add(client);
        }
        try (var client = EchoConnections.connectTo(listener)) {
          assertEchoes(client, "ping");
          goOn.set();
          for (SocketStream other : waiting) {
            assertEquals("w", new String(other.receive(), UTF_8));
            other.close();
          }
        }
        group.cancel();
      });
    }
  }

  @Test
  void aTurnThatFailsHarmsNoOther() throws IOException {
    var failures = Collections.synchronizedList(new ArrayList<String>());
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serveByTurns(
                stream ->
                    () -> {
                      byte[] first = stream.receive();
                      if (first[0] == 'b') {
                        throw new IllegalArgumentException("bad");
                      }
                      stream.send(first);
                      return true;
                    },
                o -> o.withFailureHook(f -> failures.add(f.failure().getMessage()))));
        try (var good = EchoConnections.connectTo(listener);
            var bad = EchoConnections.connectTo(listener)) {
          bad.send("b".getBytes(UTF_8));
          assertThrows(EndOfStreamException.class, () -> bad.receive());
          assertEchoes(good, "good");
        }
        group.cancel();
      });
      assertEquals(List.of("bad"), failures);
      assertEquals(1, listener.statistics().failed());
    }
  }

  @Test
  void whatBeginsAConnectionMayWaitAndFail() throws IOException {
    var failures = Collections.synchronizedList(new ArrayList<String>());
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serveByTurns(
                stream -> {
                  stream.send("220 ready".getBytes(UTF_8));
                  byte[] name = stream.receive(1);
                  if (name[0] == 'x') {
                    throw new IllegalArgumentException("unknown");
                  }
                  return echo(stream);
                },
                o -> o.withFailureHook(f -> failures.add(f.failure().getMessage()))));
        try (var known = EchoConnections.connectTo(listener);
            var unknown = EchoConnections.connectTo(listener)) {
          assertEquals("220 ready", new String(Streams.exactly(known, 9), UTF_8));
          assertEquals("220 ready", new String(Streams.exactly(unknown, 9), UTF_8));
          unknown.send("x".getBytes(UTF_8));
          assertThrows(EndOfStreamException.class, () -> unknown.receive());
          known.send("k".getBytes(UTF_8));
          assertEchoes(known, "ping");
        }
        group.cancel();
      });
      assertEquals(List.of("unknown"), failures);
    }
  }

  @Test
  void noMoreConnectionsThanAllowedAreServedAtATime() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serveByTurns(TurnsTest::echo, o -> o.withMaxConnections(3)));
        var mostActive = new AtomicInteger();
        TaskGroup.run(clients -> {
          for (int i = 0; i < 30; i++) {
            clients.startSoon(() -> {
              try (var client = EchoConnections.connectTo(listener)) {
                assertEchoes(client, "ping");
                mostActive.accumulateAndGet((int) listener.statistics().active(), Math::max);
              }
            });
          }
        });
        assertEquals(3, mostActive.get());
        group.cancel();
      });
    }
  }

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
        group.startSoon(() -> scope.run(() -> listener.serveByTurns(TurnsTest::echo)));
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
                stream -> TurnsTest.slowEcho(stream, Duration.ofMillis(400)),
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
                  TurnsTest::echo, o -> o.withSilenceLimit(Duration.ofSeconds(-1))));
    }
  }

  @Test
  void aCancelledServerClosesItsConnections() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        var server =
            group.startSoon(() ->
                listener.serveByTurns(
                    TurnsTest::echo,
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
                ClosedResourceException.class, () -> listener.serveByTurns(TurnsTest::echo)));
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

  @Test
  @NeedsRealSystem
  void unixSocketsHaveTurnsToo() throws IOException {
    var directory = Files.createTempDirectory("turns");
    for (boolean descriptors : new boolean[] {false, true}) {
      var path = directory.resolve("socket");
      try (var listener =
          Net.createUnixListener(path, o -> descriptors ? o.withDescriptors() : o)) {
        TaskGroup.run(group -> {
          group.startSoon(() -> listener.serveByTurns(TurnsTest::echo));
          try (var client = Net.connectUnix(path)) {
            for (int i = 0; i < 100; i++) {
              assertEchoes(client, "ping " + i);
            }
          }
          group.cancel();
        });
      }
    }
    Files.delete(directory);
  }

  @Test
  void everythingIsAnsweredOnceWhateverIsCancelledAndWhoeverLeaves() throws IOException {
    var answered = Collections.synchronizedSet(new HashSet<String>());
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serveByTurns(
                stream -> {
                  var random = new Random(stream.remoteAddress().hashCode());
                  Turn echo = echo(stream);
                  return () -> {
                    if (random.nextInt(4) == 0) {
                      Fairlead.sleep(Duration.ofNanos(random.nextInt(50_000)));
                    }
                    return echo.take();
                  };
                },
                o -> o.withFailureHook(failed -> {})));
        TaskGroup.run(clients -> {
          for (int i = 0; i < 40; i++) {
            int number = i;
            clients.startSoon(() -> talk(listener, number, answered));
          }
        });
        listener.drain(Duration.ofSeconds(5));
      });
      assertEquals(0, listener.statistics().active());
      assertEquals(0, listener.statistics().cancelled());
    }
    assertEquals(40 * 25, answered.size());
  }

  private static void talk(TcpListener listener, int number, Set<String> answered)
      throws IOException {
    var random = new Random(number);
    for (int connection = 0; connection < 5; connection++) {
      try (var client = EchoConnections.connectTo(listener)) {
        for (int message = 0; message < 5; message++) {
          String text = number + " " + connection + " " + message;
          assertEchoes(client, text);
          assertTrue(answered.add(text));
        }
        if (random.nextBoolean()) {
          client.abort();
        }
      }
    }
  }
}
