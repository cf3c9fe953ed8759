package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.TaskGroup;
import dev.fairlead.testing.Schedules;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** The same steps in many orders. */
class TlsSchedulesTest {

  private static final AtomicLong RUNS = new AtomicLong();

  @Schedules(10)
  void aConversationInPiecesWithCancellations() throws Exception {
    int seed = (int) RUNS.incrementAndGet();
    TlsFuzzTest.converse("TLSv1.3", seed);
    TlsFuzzTest.converse("TLSv1.2", seed);
  }

  @Schedules(200)
  void nobodyIsForgottenWhoWaitsForATurn() throws Exception {
    var turn = new Turn("trying an order");
    int[] turns = new int[1];
    TaskGroup.run(group -> {
      for (int i = 0; i < 3; i++) {
        group.startSoon(() -> turn.run(() -> turns[0]++));
      }
      var scope = CancelScope.create();
      group.startSoon(() -> scope.run(() -> turn.run(() -> {})));
      group.startSoon(() -> scope.cancel());
    });
    assertEquals(3, turns[0]);
  }

  @Schedules(30)
  void aHandshakeWithoutAnyBuffer() throws Exception {
    Peers.connected(
        "TLSv1.3",
        0,
        (client, server) ->
            TaskGroup.run(group -> {
              group.startSoon(() -> server.send("hello".getBytes(UTF_8)));
              assertEquals("hello", new String(client.receive(), UTF_8));
            }));
  }

  /** Both sides close while both send and receive: everybody ends, nobody is told a wrong end. */
  @Schedules(30)
  void bothSidesCloseInTheMiddleOfEverything() throws Exception {
    Peers.connected(
        "TLSv1.3",
        100,
        (client, server) ->
            TaskGroup.run(group -> {
              group.startSoon(() -> untilItEnds(() -> client.send(new byte[50_000])));
              group.startSoon(() -> untilItEnds(() -> server.send(new byte[50_000])));
              group.startSoon(() -> untilItEnds(client::receive));
              group.startSoon(() -> untilItEnds(server::receive));
              group.startSoon(client::close);
              server.close();
            }));
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void untilItEnds(Step step) {
    try {
      while (true) {
        step.run();
      }
    } catch (EndOfStreamException | BrokenResourceException | ClosedResourceException e) {
      assertNotEquals("", e.getMessage());
    } catch (IOException e) {
      throw new AssertionError("an end that no stream promises", e);
    }
  }

  @Schedules(20)
  void oneClosesForcefullyWhileTheOtherUnwraps() throws Exception {
    Peers.connected(
        "TLSv1.3",
        100,
        (client, server) -> {
          TaskGroup.run(group -> {
            group.startSoon(() -> assertThrows(IOException.class, server::unwrap));
            group.startSoon(client::closeForcefully);
          });
          assertThrows(ClosedResourceException.class, client::receive);
        });
  }
}
