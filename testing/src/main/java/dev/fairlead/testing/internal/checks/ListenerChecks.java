package dev.fairlead.testing.internal.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.Listener;
import dev.fairlead.sync.Event;
import dev.fairlead.testing.StreamCheckOptions;
import dev.fairlead.testing.StreamChecks.Connector;
import dev.fairlead.testing.StreamChecks.Ends;
import dev.fairlead.testing.StreamChecks.ListenerMaker;
import dev.fairlead.testing.internal.checks.CheckRunner.Opened;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/** The checks of listeners. */
public final class ListenerChecks {

  private static final int CLIENTS = 5;

  /** What is looked at. */
  private record Listening(Listener<? extends ByteStream> listener, Connector connector) {

    TaskHandle<@Nullable Void> serve(TaskGroup group, CancelScope scope) {
      return group.startSoon(() -> scope.run(() -> listener.serve(ListenerChecks::echo)));
    }

    /** Connects, and looks whether what is sent comes back. */
    void talk() throws Exception {
      try (ByteStream client = connector.connect()) {
        exchange(client);
      }
    }
  }

  private ListenerChecks() {}

  /** All of them. */
  public static Stream<DynamicTest> of(ListenerMaker maker, StreamCheckOptions options) {
    var runner =
        new CheckRunner<Listening>(
            services -> {
              Ends<? extends Listener<? extends ByteStream>, Connector> ends = maker.make(services);
              return Opened.of(new Listening(ends.one(), ends.other()), ends.one());
            },
            options);
    return runner.tests(all());
  }

  private static List<Check<Listening>> all() {
    return List.of(
        Check.of("each connection has a task of its own", ListenerChecks::ownTasks),
        Check.of("a connection is closed after its handler", ListenerChecks::closedAfterwards),
        Check.of("connections that come before serving wait", ListenerChecks::waitingConnections),
        Check.of("cancelling serve cancels its handlers", ListenerChecks::cancelledHandlers),
        Check.of("serving goes on after a cancellation", ListenerChecks::serveAgain),
        Check.of("handlers in a group of the caller live on", ListenerChecks::handlersLiveOn),
        Check.of("a close ends serving", ListenerChecks::closeEndsServing),
        Check.of("a closed listener cannot serve", ListenerChecks::serveAfterClose),
        Check.of("a closed listener takes no connection", ListenerChecks::connectAfterClose),
        Check.of("closing twice does nothing", ListenerChecks::closeTwice),
        Check.of("a second serve is refused", ListenerChecks::secondServe));
  }

  private static void echo(ByteStream connection) throws IOException {
    for (byte[] chunk : connection) {
      connection.send(chunk);
    }
  }

  private static void exchange(ByteStream client) throws IOException {
    client.send(new byte[] {1, 2, 3});
    for (int received = 0; received < 3; received++) {
      assertEquals(received + 1, client.receive(1)[0], "echo");
    }
  }

  private static void ownTasks(Listening listening) throws Exception {
    Way.together(group -> {
      CancelScope scope = CancelScope.create();
      listening.serve(group, scope);
      var clients = new ArrayList<ByteStream>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(listening.connector.connect());
      }
      for (ByteStream client : clients.reversed()) {
        exchange(client);
      }
      for (ByteStream client : clients) {
        client.close();
      }
      scope.cancel("enough");
    });
  }

  private static void closedAfterwards(Listening listening) throws Exception {
    Way.together(group -> {
      group.startSoon(
          o -> o.withService(),
          () ->
              listening.listener.serve(connection ->
                  connection.send("x".getBytes(java.nio.charset.StandardCharsets.US_ASCII))));
      try (ByteStream client = listening.connector.connect()) {
        assertEquals('x', client.receive()[0]);
        assertEquals(-1, client.receive(ByteBuffer.allocate(1)), "instead of the end");
      }
    });
  }

  private static void waitingConnections(Listening listening) throws Exception {
    Way.together(group -> {
      CancelScope scope = CancelScope.create();
      try (ByteStream client = listening.connector.connect()) {
        listening.serve(group, scope);
        exchange(client);
      }
      scope.cancel("enough");
    });
  }

  private static void cancelledHandlers(Listening listening) throws Exception {
    Way.together(group -> {
      CancelScope scope = CancelScope.create();
      var serving = listening.serve(group, scope);
      try (ByteStream client = listening.connector.connect()) {
        exchange(client);
        Fairlead.awaitAllTasksBlocked();
        scope.cancel("only the server");
        serving.await();
        assertTrue(ends(client), "the connection is still there");
      }
    });
  }

  private static boolean ends(ByteStream client) throws IOException {
    try {
      return client.receive(ByteBuffer.allocate(1)) < 0;
    } catch (BrokenResourceException e) {
      return true; // A stream that says goodbye had no time to.
    }
  }

  private static void serveAgain(Listening listening) throws Exception {
    for (int i = 0; i < 3; i++) {
      Way.together(group -> {
        CancelScope scope = CancelScope.create();
        var serving = listening.serve(group, scope);
        Fairlead.awaitAllTasksBlocked();
        assertFalse(serving.status().isEnd(), "serve ended by itself");
        listening.talk();
        scope.cancel("once more");
      });
    }
  }

  private static void handlersLiveOn(Listening listening) throws Exception {
    Way.together(group -> {
      CancelScope scope = CancelScope.create();
      var serving =
          group.startSoon(
              () -> scope.run(() -> listening.listener.serve(group, ListenerChecks::echo)));
      try (ByteStream client = listening.connector.connect()) {
        exchange(client);
        scope.cancel("only serving");
        serving.await();
        exchange(client);
      }
    });
  }

  private static void closeEndsServing(Listening listening) throws Exception {
    Way.together(group -> {
      var serving =
          group.startSoon(() ->
              assertThrows(
                  ClosedResourceException.class,
                  () -> listening.listener.serve(ListenerChecks::echo)));
      Fairlead.awaitAllTasksBlocked();
      assertFalse(serving.status().isEnd(), "ended before the close");
      listening.listener.close();
      serving.await();
    });
  }

  private static void serveAfterClose(Listening listening) throws Exception {
    listening.listener.close();
    assertThrows(
        ClosedResourceException.class, () -> listening.listener.serve(ListenerChecks::echo));
  }

  private static void connectAfterClose(Listening listening) throws Exception {
    listening.listener.close();
    assertThrows(IOException.class, listening.connector::connect);
  }

  private static void closeTwice(Listening listening) throws Exception {
    listening.listener.close();
    listening.listener.close();
    listening.listener.closeForcefully();
  }

  private static void secondServe(Listening listening) throws Exception {
    Way.together(group -> {
      CancelScope scope = CancelScope.create();
      var begun = new Event();
      group.startSoon(() ->
          scope.run(() -> {
            begun.set();
            listening.listener.serve(ListenerChecks::echo);
          }));
      begun.await();
      Fairlead.awaitAllTasksBlocked();
      assertThrows(
          BusyResourceException.class, () -> listening.listener.serve(ListenerChecks::echo));
      listening.talk();
      scope.cancel("enough");
    });
  }
}
