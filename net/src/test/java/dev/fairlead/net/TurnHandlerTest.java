package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.CancelScope;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.net.TurnHandler.Turn;
import dev.fairlead.stream.BufferedByteReceiveStream;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a turn can say besides what it does. */
@ForEveryBackend
class TurnHandlerTest {

  // Any task.
  private final AtomicInteger ends = new AtomicInteger();
  private final List<Exception> failures = Collections.synchronizedList(new ArrayList<>());

  /** Echoes, and does something at its end. */
  private class Ending implements Turn {
    private final SocketStream stream;

    Ending(SocketStream stream) {
      this.stream = stream;
    }

    @Override
    public boolean take() throws Exception {
      stream.send(stream.receive());
      return true;
    }

    @Override
    public void end() throws Exception {
      ends.incrementAndGet();
    }
  }

  private interface Steps {
    void run(TcpListener listener) throws Exception;
  }

  private void serving(TurnHandler<SocketStream> handler, Steps test) throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serveByTurns(
                handler, o -> o.withFailureHook(failure -> failures.add(failure.failure()))));
        test.run(listener);
        listener.drain(Duration.ofSeconds(5));
      });
    }
  }

  private static SocketStream greeted(TcpListener listener) throws IOException {
    SocketStream client = EchoConnections.connectTo(listener);
    client.send("x".getBytes(UTF_8));
    assertArrayEquals("x".getBytes(UTF_8), client.receive());
    return client;
  }

  @Test
  void whatIsLeftInABufferHasAnotherTurnBehindThoseOfOthers() throws IOException {
    var order = new ArrayList<String>();
    TurnHandler<SocketStream> lines =
        stream -> {
          var buffered = new BufferedByteReceiveStream(stream);
          return new Turn() {
            @Override
            public boolean take() throws IOException {
              String line = buffered.receiveLine(100);
              order.add(line);
              stream.send(line.getBytes(UTF_8));
              return true;
            }

            @Override
            public boolean hasMore() {
              return buffered.bufferedCount() > 0;
            }
          };
        };
    serving(
        lines,
        listener -> {
          try (var client = EchoConnections.connectTo(listener)) {
            client.send("a\nb\nc\nd\n".getBytes(UTF_8));
            assertArrayEquals("abcd".getBytes(UTF_8), Streams.exactly(client, 4));
          }
        });
    assertEquals(List.of("a", "b", "c", "d"), order);
  }

  @Test
  void everyEndIsToldOnce() throws IOException {
    serving(
        Ending::new,
        listener -> {
          greeted(listener).close();
          greeted(listener).abort();
          try (var silent = greeted(listener)) {
            listener.drain(Duration.ofSeconds(5));
            assertThrows(EndOfStreamException.class, () -> silent.receive());
          }
        });
    assertEquals(3, ends.get());
  }

  @Test
  void theEndMaySaySomething() throws IOException {
    serving(
        stream ->
            new Ending(stream) {
              @Override
              public void end() throws Exception {
                stream.send("goodbye".getBytes(UTF_8));
              }
            },
        listener -> {
          try (var silent = greeted(listener)) {
            listener.drain(Duration.ofSeconds(5));
            assertArrayEquals("goodbye".getBytes(UTF_8), Streams.exactly(silent, 7));
          }
        });
    assertEquals(List.of(), failures);
  }

  @Test
  void anEndThatFailsIsReportedAndTheConnectionClosed() throws IOException {
    serving(
        stream ->
            new Ending(stream) {
              @Override
              public void end() {
                throw new IllegalStateException("on purpose");
              }
            },
        listener -> {
          try (var silent = greeted(listener)) {
            listener.drain(Duration.ofSeconds(5));
            assertThrows(EndOfStreamException.class, () -> silent.receive());
          }
        });
    assertEquals(1, failures.size());
    assertEquals("on purpose", failures.getFirst().getMessage());
  }

  @Test
  void theEndsOfACancelledServerAreCancelledUnlessTheyAreCleanUps() throws IOException {
    var after = new AtomicInteger();
    var clients = new ArrayList<SocketStream>();
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serveByTurns(stream ->
                new Ending(stream) {
                  @Override
                  public void end() throws Exception {
                    CancelScope.cleanUp(Duration.ofSeconds(5))
                        .run(() -> {
                          Fairlead.sleep(Duration.ofMillis(1));
                          super.end();
                        });
                    Checkpoints.checkpoint();
                    after.incrementAndGet();
                  }
                }));
        for (int i = 0; i < 3; i++) {
          clients.add(greeted(listener));
        }
        group.cancel();
      });
      assertEquals(3, ends.get());
      assertEquals(0, after.get());
      assertEquals(0, listener.statistics().active());
    }
    for (SocketStream client : clients) {
      client.close();
    }
  }

  /** An end with an error leaves no other connection open. */
  @Test
  void aServerWhoseEndsAreErrorsClosesAllConnections() throws IOException {
    var clients = new ArrayList<SocketStream>();
    try (var listener = Net.createTcpListener(0)) {
      assertThrows(
          ExceptionGroup.class,
          () ->
              TaskGroup.run(group -> {
                group.startSoon(() ->
                    listener.serveByTurns(stream ->
                        new Ending(stream) {
                          @Override
                          public void end() {
                            throw new AssertionError("on purpose");
                          }
                        }));
                for (int i = 0; i < 3; i++) {
                  clients.add(greeted(listener));
                }
                group.cancel();
              }));
      assertEquals(0, listener.statistics().active());
    }
    for (SocketStream client : clients) {
      assertThrows(EndOfStreamException.class, () -> client.receive());
      client.close();
    }
  }
}
