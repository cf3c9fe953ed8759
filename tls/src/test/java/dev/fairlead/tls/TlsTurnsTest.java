package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TurnHandler;
import dev.fairlead.stream.ForwardingByteStream;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import dev.fairlead.tls.TlsHandshakeException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A TLS stream has a turn whenever a receive has something to tell. */
@ForEveryBackend
class TlsTurnsTest extends ServingTlsByTurns {

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
          var wire = new HoldingStream(connectPlainTo(listener));
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
          var wire = new HoldingStream(connectPlainTo(listener));
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
}
