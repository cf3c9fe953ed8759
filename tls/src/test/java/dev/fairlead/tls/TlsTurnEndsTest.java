package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.TurnHandler;
import dev.fairlead.sync.Promise;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How TLS streams that are served by turns come to their end. */
@ForEveryBackend
class TlsTurnEndsTest extends ServingTlsByTurns {

  @Test
  void connectionsEndInGoodOrderBetweenTwoTurns() throws IOException {
    servingByTurns(
        this::answering,
        listener -> {
          TlsStream client = connectTo(listener);
          assertEchoes(client, "ping");
          TaskGroup.run(group -> {
            group.startSoon(() -> listener.drain(Duration.ofSeconds(5)));
            assertThrows(EndOfStreamException.class, () -> client.receive());
            client.close();
          });
          assertEquals(TlsEnd.CLEAN, client.end());
          assertEquals(0, listener.listener().statistics().failed());
        });
  }

  @Test
  void whoIsSilentForTooLongIsToldGoodbye() throws IOException {
    servingByTurns(
        this::answering,
        o -> o.withSilenceLimit(Duration.ofMillis(200)),
        listener -> {
          try (TlsStream client = connectTo(listener)) {
            assertEchoes(client, "ping");
            assertThrows(EndOfStreamException.class, () -> client.receive());
          }
        });
  }

  @Test
  void aTurnThatIsTheLastOneEndsTheStreamInGoodOrder() throws IOException {
    servingByTurns(
        stream ->
            () -> {
              stream.send(stream.receive());
              return false;
            },
        listener -> {
          try (TlsStream client = connectTo(listener)) {
            assertEchoes(client, "ping");
            assertThrows(EndOfStreamException.class, () -> client.receive());
          }
        });
  }

  @Test
  void aTurnThatFailsEndsTheStreamWithoutAGoodbye() throws IOException {
    var failures = new ArrayList<Exception>();
    servingByTurns(
        stream ->
            () -> {
              throw new IllegalStateException("on purpose");
            },
        o -> o.withFailureHook(failure -> failures.add(failure.failure())),
        listener -> {
          TlsStream client = connectTo(listener);
          client.send("ping".getBytes(UTF_8));
          assertThrows(BrokenResourceException.class, () -> client.receive());
          client.close();
        });
    assertEquals("on purpose", failures.getFirst().getMessage());
  }

  @Test
  void aHandlerThatCannotBeginEndsTheStreamWithoutAGoodbye() throws IOException {
    var failures = new ArrayList<Exception>();
    servingByTurns(
        stream -> {
          throw new IllegalStateException("on purpose");
        },
        o -> o.withFailureHook(failure -> failures.add(failure.failure())),
        listener -> {
          TlsStream client = connectTo(listener);
          assertThrows(BrokenResourceException.class, () -> client.receive());
          client.close();
        });
    assertEquals("on purpose", failures.getFirst().getMessage());
  }

  @Test
  void aStreamThatWasCutOffIsAFailureOfItsTurn() throws IOException {
    var failure = new Promise<Exception>();
    servingByTurns(
        this::answering,
        o -> o.withFailureHook(failed -> failure.complete(failed.failure())),
        listener -> {
          TlsStream client = connectTo(listener);
          assertEchoes(client, "ping");
          client.closeForcefully();
          assertInstanceOf(BrokenResourceException.class, failure.await());
        });
  }

  @Test
  void aStreamCanBeClosedBetweenTwoTurns() throws IOException {
    var streams = new ArrayList<TlsStream>();
    servingByTurns(
        stream -> {
          streams.add(stream);
          return answering(stream);
        },
        listener -> {
          TlsStream client = connectTo(listener);
          assertEchoes(client, "ping");
          Fairlead.awaitAllTasksBlocked(); // It waits for its next turn.
          streams.getFirst().close();
          assertThrows(EndOfStreamException.class, () -> client.receive());
          client.close();
          assertEquals(0, listener.listener().statistics().failed());
        });
  }

  @Test
  void everyEndIsTold() throws IOException {
    var ends = new AtomicInteger();
    TurnHandler<TlsStream> handler =
        stream -> {
          TurnHandler.Turn answering = answering(stream);
          return new TurnHandler.Turn() {
            @Override
            public boolean take() throws Exception {
              return answering.take();
            }

            @Override
            public void end() {
              ends.incrementAndGet();
            }
          };
        };
    servingByTurns(
        handler,
        o -> o.withFailureHook(failure -> {}),
        listener -> {
          TlsStream first = connectTo(listener);
          assertEchoes(first, "by itself");
          first.close();
          TlsStream second = connectTo(listener);
          assertEchoes(second, "without a word");
          second.closeForcefully();
          TlsStream third = connectTo(listener);
          assertEchoes(third, "by the server");
          TaskGroup.run(group -> {
            group.startSoon(() -> listener.drain(Duration.ofSeconds(5)));
            assertThrows(EndOfStreamException.class, () -> third.receive());
            third.close();
          });
        });
    assertEquals(3, ends.get());
  }

  @Test
  void aServerThatIsCancelledLeavesNothingOpen() throws IOException {
    var streams = new ArrayList<TlsStream>();
    try (var listener = listener(SERVER, UnaryOperator.identity())) {
      var clients = new ArrayList<TlsStream>();
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serveByTurns(stream -> {
              streams.add(stream);
              return answering(stream);
            }));
        for (int i = 0; i < 5; i++) {
          TlsStream client = connectTo(listener);
          assertEchoes(client, "ping");
          clients.add(client);
        }
        group.cancel();
      });
      assertEquals(0, listener.listener().statistics().active());
      assertEquals(5, streams.size());
      for (TlsStream client : clients) {
        client.closeForcefully();
      }
    }
  }
}
