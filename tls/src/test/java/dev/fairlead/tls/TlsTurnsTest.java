package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.ServeOptions;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TurnHandler;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.ForwardingByteStream;
import dev.fairlead.sync.Promise;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import dev.fairlead.tls.TlsHandshakeException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A TLS stream has a turn whenever a receive has something to tell. */
@ForEveryBackend
class TlsTurnsTest extends ServingTls {

  private final AtomicInteger turns = new AtomicInteger();

  private void servingByTurns(TurnHandler<TlsStream> handler, Steps test) throws IOException {
    servingByTurns(handler, UnaryOperator.identity(), test);
  }

  private void servingByTurns(
      TurnHandler<TlsStream> handler, UnaryOperator<ServeOptions> options, Steps test)
      throws IOException {
    try (var listener = listener(SERVER, UnaryOperator.identity())) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serveByTurns(handler, options));
        test.run(listener);
        listener.drain(Duration.ofSeconds(5));
      });
    }
  }

  private TurnHandler.Turn answering(TlsStream stream) {
    return () -> {
      turns.incrementAndGet();
      stream.send(stream.receive());
      return true;
    };
  }

  private static void assertEchoes(ByteStream client, String text) throws IOException {
    client.send(text.getBytes(UTF_8));
    var answer = new ByteArrayOutputStream();
    while (answer.size() < text.length()) {
      answer.write(client.receive());
    }
    assertEquals(text, answer.toString(UTF_8));
  }

  @Test
  @NeedsRealSystem // A simulated connection has a task that waits for it.
  void everyClientIsServedAndSilentOnesHaveNoTasks() throws IOException {
    servingByTurns(
        this::answering,
        listener -> {
          var clients = new ArrayList<TlsStream>();
          for (int i = 0; i < 30; i++) {
            clients.add(connectTo(listener));
          }
          for (int round = 0; round < 5; round++) {
            for (TlsStream client : clients.reversed()) {
              assertEchoes(client, "ping " + round);
            }
          }
          Fairlead.awaitAllTasksBlocked();
          int tasks = Fairlead.runningTasks().size();
          assertTrue(tasks < 15, () -> tasks + " tasks");
          for (TlsStream client : clients) {
            client.close();
          }
        });
  }

  @Test
  void aHandlerIsNotCalledForAPartOfARecord() throws IOException {
    servingByTurns(
        this::answering,
        listener -> {
          var wire = new Holding(connectPlainTo(listener));
          try (var client = CLIENT.wrap(wire, "127.0.0.1", listener.port())) {
            assertEchoes(client, "ping");
            int before = turns.get();
            wire.hold();
            client.send("in pieces".getBytes(UTF_8));
            for (byte piece : wire.held()) {
              assertEquals(before, turns.get());
              wire.sendNow(piece);
              Fairlead.awaitAllTasksBlocked();
            }
            assertEquals("in pieces", new String(client.receive(), UTF_8));
            assertEquals(before + 1, turns.get());
          }
        });
  }

  @Test
  void whatComesWithTheHandshakeHasATurnToo() throws IOException {
    servingByTurns(
        this::answering,
        listener -> {
          var wire = new Holding(connectPlainTo(listener));
          var early =
              new ForwardingByteStream(wire) {
                private int sends;

                @Override
                public void send(ByteBuffer... buffers) throws IOException {
                  if (++sends == 2) { // The client's last words of the handshake.
                    wire.hold();
                  }
                  super.send(buffers);
                }
              };
          try (var client = CLIENT.wrap(early, "127.0.0.1", listener.port())) {
            client.send("early".getBytes(UTF_8));
            wire.letGo();
            assertEquals("early", new String(client.receive(), UTF_8));
          }
        });
  }

  @Test
  void whatATurnLeavesHasAnotherOne() throws IOException {
    servingByTurns(
        stream ->
            () -> {
              turns.incrementAndGet();
              stream.send(stream.receive(1));
              return true;
            },
        listener -> {
          try (TlsStream client = connectTo(listener)) {
            assertEchoes(client, "byte by byte");
          }
          assertEquals(
              "byte by byte".length() + 1, turns.get()); // The last one is that of the end.
        });
  }

  @Test
  void whatIsLeftInABufferAboveHasAnotherTurn() throws IOException {
    servingByTurns(
        stream ->
            new TurnHandler.Turn() {
              private byte[] left = {};

              @Override
              public boolean take() throws IOException {
                left = left.length == 0 ? stream.receive() : left;
                stream.send(new byte[] {left[0]});
                left = Arrays.copyOfRange(left, 1, left.length);
                return true;
              }

              @Override
              public boolean hasMore() {
                return left.length > 0;
              }
            },
        listener -> {
          try (TlsStream client = connectTo(listener)) {
            assertEchoes(client, "byte by byte");
          }
        });
  }

  @Test
  void keysChangeWithoutATurn() throws IOException {
    servingByTurns(
        this::answering,
        listener -> {
          try (TlsStream client = connectTo(listener)) {
            assertEchoes(client, "before");
            int before = turns.get();
            client.updateKeys();
            Fairlead.awaitAllTasksBlocked();
            assertEquals(before, turns.get());
            assertEchoes(client, "after");
          }
        });
  }

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

  @Test
  void aHandshakeThatFailsHarmsNoOther() throws IOException {
    servingByTurns(
        this::answering,
        listener -> {
          SocketStream gone = connectPlainTo(listener);
          try (TlsStream client = connectTo(listener);
              SocketStream garbage = connectPlainTo(listener)) {
            garbage.send("no hello\r\n\r\n".getBytes(UTF_8));
            assertEquals(Reason.NOT_TLS, nextReason());
            assertEchoes(client, "ping");
            assertEquals(0, listener.listener().statistics().failed());
            assertEquals(1, listener.statistics().failed());
            gone.close();
            assertEquals(Reason.PEER_GONE, nextReason());
          }
        });
  }

  @Test
  void aFarewellInPlainTextIsRefused() throws IOException {
    try (var listener = listener(SERVER, UnaryOperator.identity())) {
      var refused =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  listener.serveByTurns(
                      this::answering, o -> o.withFarewell(Duration.ofSeconds(1), stream -> {})));
      assertEquals(
          "a farewell, here of up to PT1S, is said without TLS; say it in the method end() of the"
              + " turn",
          refused.getMessage());
    }
  }

  @Test
  void otherListenersHaveTurnsToo() throws IOException {
    try (var listener = new TlsListener<>(Net.createTcpListener(0), SERVER)) {
      TaskGroup.run(group -> {
        group.startSoon(
            () -> listener.listener().serveByTurns(listener.handshakingByTurns(this::answering)));
        try (var client = Tls.connect("127.0.0.1", listener.listener().port(), CLIENT)) {
          assertEchoes(client, "ping");
        }
        listener.listener().drain(Duration.ofSeconds(5));
      });
    }
  }

  /** Whatever comes in whatever pieces is answered once, in its order. */
  @Test
  void everythingIsAnsweredInWhateverPiecesItComes() throws IOException {
    servingByTurns(
        this::answering,
        listener ->
            TaskGroup.run(group -> {
              for (int i = 0; i < 8; i++) {
                int seed = i;
                group.startSoon(() -> talkInPieces(listener, seed));
              }
            }));
  }

  private static void talkInPieces(TlsTcpListener listener, int seed) throws IOException {
    var random = new Random(seed);
    var wire = new RiggedStream(connectPlainTo(listener), seed).inPiecesOf(1 + random.nextInt(900));
    try (var client = CLIENT.wrap(wire, "127.0.0.1", listener.port())) {
      for (int i = 0; i < 20; i++) {
        byte[] question = new byte[1 + random.nextInt(5_000)];
        random.nextBytes(question);
        client.send(question);
        if (random.nextInt(5) == 0) {
          client.updateKeys();
        }
        var answer = ByteBuffer.allocate(question.length);
        while (answer.hasRemaining()) {
          assertTrue(client.receive(answer) > 0);
        }
        assertEquals(ByteBuffer.wrap(question), answer.flip());
      }
    }
  }

  /** Holds back what is sent, when told to. */
  private static final class Holding extends ForwardingByteStream {
    private final List<byte[]> chunks = new ArrayList<>();
    private boolean holds;

    Holding(ByteStream stream) {
      super(stream);
    }

    void hold() {
      holds = true;
    }

    @Override
    public void send(ByteBuffer... buffers) throws IOException {
      if (!holds) {
        super.send(buffers);
        return;
      }
      for (ByteBuffer buffer : buffers) {
        byte[] chunk = new byte[buffer.remaining()];
        buffer.get(chunk);
        chunks.add(chunk);
      }
    }

    /** All that was held back; the next send is not. */
    byte[] held() {
      var all = new ByteArrayOutputStream();
      chunks.forEach(all::writeBytes);
      chunks.clear();
      holds = false;
      return all.toByteArray();
    }

    void sendNow(byte... bytes) throws IOException {
      super.send(ByteBuffer.wrap(bytes));
    }

    void letGo() throws IOException {
      sendNow(held());
    }
  }
}
