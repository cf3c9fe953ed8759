package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Connections that this program has made are served as those of a listener. */
@ForEveryBackend
class HandoverListenerTest extends HandingOver {

  @Test
  void connectionsOfOnesOwnAreServedByTurns() throws IOException {
    var answers = new AtomicInteger();
    besideEchoes((peers, listener) ->
        TaskGroup.run(group -> {
          var all = new Event();
          group.startSoon(() ->
              listener.serveByTurns(stream ->
                  () -> {
                    assertEquals("hello", new String(Streams.exactly(stream, 5), UTF_8));
                    if (answers.incrementAndGet() == 20) {
                      all.set();
                    }
                    return true;
                  }));
          for (int i = 0; i < 20; i++) {
            listener.handOver(greeting(peers));
          }
          all.await();
          assertEquals(20, listener.statistics().active());
          listener.drain(Duration.ofSeconds(5));
        }));
    assertEquals(20, answers.get());
  }

  @Test
  void connectionsOfOnesOwnAreServedInTasks() throws IOException {
    var answers = new AtomicInteger();
    besideEchoes((peers, listener) ->
        TaskGroup.run(group -> {
          for (int i = 0; i < 3; i++) {
            listener.handOver(greeting(peers)); // They wait until somebody serves.
          }
          group.startSoon(() ->
              listener.serve(stream -> {
                assertEquals("hello", new String(Streams.exactly(stream, 5), UTF_8));
                answers.incrementAndGet();
              }));
          listener.handOver(greeting(peers));
          Fairlead.awaitAllTasksBlocked();
          listener.drain(Duration.ofSeconds(5));
        }));
    assertEquals(4, answers.get());
  }

  @Test
  void acceptReturnsTheVeryStream() throws IOException {
    besideEchoes((peers, listener) ->
        TaskGroup.run(group -> {
          SocketStream first = greeting(peers);
          listener.handOver(first);
          assertSame(first, listener.accept());
          first.close();

          var taken = group.startSoon(() -> listener.accept());
          Fairlead.awaitAllTasksBlocked();
          SocketStream second = greeting(peers);
          listener.handOver(second);
          assertSame(second, taken.await());
          second.close();
        }));
  }

  @Test
  void aCancelledAcceptLosesNothing() throws IOException {
    besideEchoes((peers, listener) -> {
      for (int i = 0; i < 200; i++) {
        SocketStream stream = EchoConnections.connectTo(peers);
        var accepted = new ArrayList<SocketStream>();
        TaskGroup.run(group -> {
          CancelScope scope = CancelScope.create();
          group.startSoon(() -> scope.run(() -> accepted.add(listener.accept())));
          group.startSoon(() -> listener.handOver(stream));
          group.startSoon(() -> scope.cancel());
        });
        if (accepted.isEmpty()) {
          accepted.add(listener.accept());
        }
        assertSame(stream, accepted.getFirst());
        stream.close();
      }
    });
  }

  @Test
  void whoAcceptsHearsThatItIsClosed() throws IOException {
    besideEchoes((peers, listener) ->
        TaskGroup.run(group -> {
          var accepting =
              group.startSoon(
                  () -> assertThrows(ClosedResourceException.class, () -> listener.accept()));
          Fairlead.awaitAllTasksBlocked();
          listener.close();
          accepting.await();
        }));
  }

  @Test
  void aStreamOfAnotherKindIsRefused() throws IOException {
    var foreign =
        (SocketStream)
            Proxy.newProxyInstance(
                SocketStream.class.getClassLoader(),
                new Class<?>[] {SocketStream.class},
                (proxy, method, arguments) -> "a stream of my own");
    try (var listener = HandoverListener.<SocketStream>create()) {
      var refused = assertThrows(IllegalArgumentException.class, () -> listener.handOver(foreign));
      assertEquals(
          "only a connection of Net, of a listener or of a simulation can be handed over, not a"
              + " stream of my own; serve a stream of your own in a task",
          refused.getMessage());
    }
  }

  @Test
  void itSaysWhatItIs() throws IOException {
    try (var listener = HandoverListener.<SocketStream>create()) {
      assertEquals("connections that are handed over (listening)", listener.toString());
      assertEquals("connections that are handed over", listener.localAddress().toString());
    }
  }

  @Test
  void aPeerThatHasGoneIsTheEndOfItsTurns() throws IOException {
    var ended = new Event();
    besideEchoes((peers, listener) ->
        TaskGroup.run(group -> {
          group.startSoon(() ->
              listener.serveByTurns(stream ->
                  () -> {
                    try {
                      stream.receive();
                    } catch (EndOfStreamException e) {
                      ended.set();
                      throw e;
                    }
                    return true;
                  }));
          SocketStream stream = greeting(peers);
          stream.sendEof();
          listener.handOver(stream);
          ended.await();
          listener.drain(Duration.ofSeconds(5));
          assertEquals(0, listener.statistics().failed());
        }));
  }
}
