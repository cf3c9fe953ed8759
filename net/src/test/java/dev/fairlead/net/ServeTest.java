package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class ServeTest {

  @Test
  void everyConnectionHasATaskOfItsOwn() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serve(EchoConnections::echo));
        var clients = new ArrayList<SocketStream>();
        for (int i = 0; i < 50; i++) {
          clients.add(EchoConnections.connectTo(listener));
        }
        Collections.reverse(clients);
        for (SocketStream client : clients) {
          client.send("ping".getBytes(UTF_8));
          assertArrayEquals("ping".getBytes(UTF_8), Streams.exactly(client, 4));
          client.close();
        }
        group.cancel();
      });
    }
  }

  @Test
  void aHandlerThatFailsHarmsNoOther() throws IOException {
    var failures = Collections.synchronizedList(new ArrayList<String>());
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serve(
                stream -> {
                  byte[] first = stream.receive();
                  if (first[0] == 'b') {
                    throw new IllegalArgumentException("bad");
                  }
                  stream.send(first);
                },
                o -> o.withFailureHook(f -> failures.add(f.failure().getMessage()))));
        try (var good = EchoConnections.connectTo(listener);
            var bad = EchoConnections.connectTo(listener)) {
          bad.send("b".getBytes(UTF_8));
          assertThrows(EndOfStreamException.class, () -> bad.receive());
          good.send("g".getBytes(UTF_8));
          assertEquals("g", new String(good.receive(), UTF_8));
        }
        group.cancel();
      });
      assertEquals(List.of("bad"), failures);
      assertEquals(1, listener.statistics().failed());
    }
  }

  @Test
  void aHookThatThrowsEndsServing() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      EchoConnections.connectTo(listener).close();

      var error =
          assertThrows(
              RuntimeException.class,
              () ->
                  listener.serve(
                      stream -> {
                        throw new IOException("first");
                      },
                      o ->
                          o.withFailureHook(failed -> {
                            throw new IllegalStateException("enough");
                          })));

      Throwable reason =
          error instanceof ExceptionGroup group ? group.single().orElseThrow() : error;
      assertEquals("enough", reason.getMessage());
    }
  }

  @Test
  void theConnectionIsClosedAfterItsHandler() throws IOException {
    var streams = new ArrayList<SocketStream>();
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serve(streams::add));
        try (var client = EchoConnections.connectTo(listener)) {
          assertThrows(EndOfStreamException.class, () -> client.receive());
        }
        group.cancel();
      });
    }
    assertThrows(ClosedResourceException.class, () -> streams.get(0).receive());
  }

  @Test
  void noMoreConnectionsThanAllowedAreServedAtATime() throws IOException {
    var active = new AtomicInteger();
    var most = new AtomicInteger();
    var full = new Event();
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serve(
                stream -> {
                  if (most.accumulateAndGet(active.incrementAndGet(), Math::max) == 3) {
                    full.set();
                  }
                  full.await();
                  EchoConnections.echo(stream);
                  active.decrementAndGet();
                },
                o -> o.withMaxConnections(3)));
        TaskGroup.run(clients -> {
          for (int i = 0; i < 30; i++) {
            clients.startSoon(() -> pingPong(listener));
          }
        });
        group.cancel();
      });
    }
    assertEquals(3, most.get());
  }

  private static void pingPong(TcpListener listener) throws IOException {
    try (var client = EchoConnections.connectTo(listener)) {
      client.send("ping".getBytes(UTF_8));
      assertEquals("ping", new String(Streams.exactly(client, 4), UTF_8));
    }
  }

  @Test
  void closingTheListenerEndsServingAndItsHandlers() throws IOException {
    var listener = Net.createTcpListener(0);
    TaskGroup.run(group -> {
      var serving =
          group.startSoon(
              o -> o.withFailureToHandle(), () -> listener.serve(EchoConnections::echo));
      try (var client = EchoConnections.connectTo(listener)) {
        client.send("x".getBytes(UTF_8));
        client.receive();

        listener.close();

        assertThrows(EndOfStreamException.class, () -> client.receive());
      }
      serving.join();
      assertTrue(serving.failure().orElseThrow() instanceof ClosedResourceException);
    });
  }

  @Test
  void aHandlerInAGroupOfTheCallerOutlivesServing() throws IOException {
    var listener = Net.createTcpListener(0);
    TaskGroup.run(group -> {
      var serving =
          group.startSoon(
              o -> o.withFailureToHandle(), () -> listener.serve(group, EchoConnections::echo));
      try (var client = EchoConnections.connectTo(listener)) {
        client.send("x".getBytes(UTF_8));
        client.receive();
        listener.close();
        serving.join();
        assertTrue(serving.failure().orElseThrow() instanceof ClosedResourceException);

        client.send("y".getBytes(UTF_8));

        assertEquals("y", new String(client.receive(), UTF_8));
      }
    });
  }
}
