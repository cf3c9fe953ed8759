package dev.fairlead.net;

import static dev.fairlead.net.TurnEcho.assertEchoes;
import static dev.fairlead.net.TurnEcho.echo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskInfo;
import dev.fairlead.net.TurnHandler.Turn;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.IOException;
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

  @Test
  void aConnectionHasATurnWheneverItHasSomethingToReceive() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serveByTurns(TurnEcho::echo));
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
        group.startSoon(() -> listener.serveByTurns(TurnEcho::echo));
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
        group.startSoon(() -> listener.serveByTurns(TurnEcho::echo, o -> o.withMaxConnections(3)));
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
  @NeedsRealSystem
  void unixSocketsHaveTurnsToo() throws IOException {
    var directory = Files.createTempDirectory("turns");
    for (boolean descriptors : new boolean[] {false, true}) {
      var path = directory.resolve("socket");
      try (var listener =
          Net.createUnixListener(path, o -> descriptors ? o.withDescriptors() : o)) {
        TaskGroup.run(group -> {
          group.startSoon(() -> listener.serveByTurns(TurnEcho::echo));
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
