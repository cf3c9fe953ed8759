package dev.fairlead.net;

import static dev.fairlead.net.TurnEcho.assertEchoes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Backends;
import dev.fairlead.net.TurnHandler.Turn;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Turns while loops select beside those who take them. */
class TwoLoopTurnsTest {

  private static final int CONNECTIONS = 200;

  static List<Backend> backends() {
    return List.of(Backends.virtual(o -> o.withLoops(2)), Backends.carrier(o -> o.withLoops(2)));
  }

  /** What a selection has found may have been read meanwhile, by the turn before. */
  @ParameterizedTest
  @MethodSource("backends")
  void noConnectionIsLeftInATurnWithNothingToReceive(Backend backend) throws IOException {
    Fairlead.run(o -> o.withBackend(backend), TwoLoopTurnsTest::talkThenFallSilent);
  }

  private static void talkThenFallSilent() throws IOException {
    var turns = new AtomicInteger();
    try (var listener = Net.createTcpListener(0, o -> o.withAcceptorPerLoop())) {
      TaskGroup.run(group -> {
        group.startSoon(
            () -> listener.serveByTurns(stream -> counted(TurnEcho.echo(stream), turns)));
        var clients = new ArrayList<SocketStream>();
        for (int i = 0; i < CONNECTIONS; i++) {
          clients.add(EchoConnections.connectTo(listener));
        }
        for (int round = 0; round < 5; round++) {
          TaskGroup.run(talks -> clients.forEach(client -> talks.startSoon(() -> talk(client))));
          Fairlead.awaitAllTasksBlocked();
          assertEquals(0, turns.get(), "turns that wait for more");
        }
        assertEquals(CONNECTIONS, listener.statistics().active());
        for (SocketStream client : clients) {
          client.close();
        }
        listener.drain(Duration.ofSeconds(5));
        assertEquals(0, listener.statistics().cancelled());
      });
    }
  }

  /** Counts the turns that are taken at the moment. */
  private static Turn counted(Turn turn, AtomicInteger turns) {
    return () -> {
      turns.incrementAndGet();
      try {
        return turn.take();
      } finally {
        turns.decrementAndGet();
      }
    };
  }

  private static void talk(SocketStream client) throws IOException {
    for (int i = 0; i < 50; i++) {
      assertEchoes(client, "ping " + i);
    }
  }
}
