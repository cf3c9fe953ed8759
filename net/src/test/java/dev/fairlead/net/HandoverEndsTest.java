package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that were handed over wait for their turn, and none is forgotten at the end. */
@ForEveryBackend
class HandoverEndsTest extends HandingOver {

  /** How a listener serves. */
  enum Way {
    IN_TASKS {
      @Override
      void serve(
          HandoverListener<SocketStream> listener,
          Conversation conversation,
          UnaryOperator<ServeOptions> options)
          throws IOException {
        listener.serve(conversation::hold, options);
      }
    },
    BY_TURNS {
      @Override
      void serve(
          HandoverListener<SocketStream> listener,
          Conversation conversation,
          UnaryOperator<ServeOptions> options)
          throws IOException {
        listener.serveByTurns(
            stream ->
                () -> {
                  conversation.hold(stream);
                  return false;
                },
            options);
      }
    };

    abstract void serve(
        HandoverListener<SocketStream> listener,
        Conversation conversation,
        UnaryOperator<ServeOptions> options)
        throws IOException;
  }

  /** What is done with a connection. */
  interface Conversation {
    void hold(SocketStream stream) throws Exception;
  }

  @Test
  void closingClosesWhatNobodyHasTaken() throws IOException {
    besideEchoes((peers, listener) -> {
      SocketStream stream = greeting(peers);
      listener.handOver(stream);
      listener.close();
      assertThrows(ClosedResourceException.class, () -> stream.receive());
    });
  }

  @Test
  void afterCloseTheConnectionStaysWithTheCaller() throws IOException {
    besideEchoes((peers, listener) -> {
      listener.close();
      try (var stream = greeting(peers)) {
        var refused = assertThrows(ClosedResourceException.class, () -> listener.handOver(stream));
        assertTrue(refused.getMessage().startsWith("cannot hand over TCP "), refused::getMessage);
        assertEquals("hello", new String(Streams.exactly(stream, 5), UTF_8));
      }
    });
  }

  @ParameterizedTest
  @EnumSource
  void noMoreThanAllowedAreServedAtATime(Way way) throws IOException {
    var most = new AtomicInteger();
    besideEchoes((peers, listener) ->
        TaskGroup.run(group -> {
          group.startSoon(() ->
              way.serve(
                  listener,
                  stream -> {
                    int active = (int) listener.statistics().active();
                    most.accumulateAndGet(active, Math::max);
                    Streams.exactly(stream, 5);
                  },
                  o -> o.withMaxConnections(2)));
          for (int i = 0; i < 10; i++) {
            listener.handOver(greeting(peers));
          }
          listener.drain(Duration.ofSeconds(5));
        }));
    assertTrue(most.get() <= 2, () -> most + " at a time");
  }

  /** However many wait: who makes connections is who can limit them. */
  @ParameterizedTest
  @EnumSource
  void anyNumberWaitsWithoutHoldingUpWhoHandsOver(Way way) throws IOException {
    var answers = new AtomicInteger();
    var goOn = new Event();
    besideEchoes((peers, listener) ->
        TaskGroup.run(group -> {
          group.startSoon(() ->
              way.serve(
                  listener,
                  stream -> {
                    goOn.await();
                    assertEquals("hello", new String(Streams.exactly(stream, 5), UTF_8));
                    answers.incrementAndGet();
                  },
                  o -> o.withMaxConnections(1)));
          for (int i = 0; i < 200; i++) {
            listener.handOver(greeting(peers));
          }
          assertTrue(listener.statistics().accepted() <= 1);
          goOn.set();
          while (answers.get() < 200) {
            Fairlead.sleep(Duration.ofMillis(1));
          }
          listener.drain(Duration.ofSeconds(5));
        }));
  }

  /**
   * Wherever the cancellation strikes: before they are taken, between that and their task, in it.
   */
  @ParameterizedTest
  @EnumSource
  void aServerThatIsCancelledMeanwhileLeavesNoneOpen(Way way) throws IOException {
    besideEchoes((peers, _) -> {
      for (int i = 0; i < 100; i++) {
        List<SocketStream> streams = connections(peers);
        try (var listener = HandoverListener.<SocketStream>create()) {
          TaskGroup.run(group -> {
            TaskHandle<?> server =
                group.startSoon(
                    () -> way.serve(listener, SocketStream::receive, UnaryOperator.identity()));
            group.startSoon(() -> streams.forEach(listener::handOver));
            group.startSoon(() -> server.cancel());
          });
          assertEquals(0, listener.statistics().active());
        }
        assertClosed(streams);
      }
    });
  }

  /** Who comes too late has his connection still; of the others none is left open. */
  @ParameterizedTest
  @EnumSource
  void aDrainMeanwhileLeavesNoneOpen(Way way) throws IOException {
    besideEchoes((peers, _) -> {
      for (int i = 0; i < 100; i++) {
        List<SocketStream> streams = connections(peers);
        try (var listener = HandoverListener.<SocketStream>create()) {
          TaskGroup.run(group -> {
            group.startSoon(
                () -> way.serve(listener, SocketStream::receive, o -> o.withMaxConnections(2)));
            group.startSoon(() -> {
              for (SocketStream stream : streams) {
                handOverOrClose(listener, stream);
              }
            });
            group.startSoon(() -> listener.drain(Duration.ZERO));
          });
          assertEquals(0, listener.statistics().active());
        }
        assertClosed(streams);
      }
    });
  }

  private static List<SocketStream> connections(TcpListener peers) throws IOException {
    var streams = new ArrayList<SocketStream>();
    for (int i = 0; i < 4; i++) {
      streams.add(EchoConnections.connectTo(peers));
    }
    return streams;
  }

  private static void handOverOrClose(HandoverListener<SocketStream> listener, SocketStream stream)
      throws IOException {
    try {
      listener.handOver(stream);
    } catch (ClosedResourceException e) {
      stream.close();
    }
  }

  private static void assertClosed(List<SocketStream> streams) {
    for (SocketStream stream : streams) {
      assertThrows(ClosedResourceException.class, () -> stream.receive());
    }
  }

  @Test
  void aConnectionForWhichNoTaskCanBeStartedIsClosed() throws IOException {
    var ended = new ArrayList<TaskGroup>();
    TaskGroup.run(group -> ended.add(group));
    besideEchoes((peers, listener) -> {
      SocketStream stream = EchoConnections.connectTo(peers);
      listener.handOver(stream);

      assertThrows(
          IllegalStateException.class,
          () -> listener.serve(ended.getFirst(), SocketStream::receive));

      assertClosed(List.of(stream));
    });
  }
}
