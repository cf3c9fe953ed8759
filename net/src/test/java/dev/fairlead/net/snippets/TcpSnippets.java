package dev.fairlead.net.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.ListenerStatistics;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketAttribute;
import dev.fairlead.net.SocketStatistics;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TcpConnectable;
import dev.fairlead.net.TcpListener;
import dev.fairlead.net.UnfinishedSendException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpSnippets {

  @Test
  void connectOptions() throws IOException {
    Fairlead.run(() -> {
      try (var listener = Net.createTcpListener(0)) {
        int port = listener.port();
        // @start region="connect-options"
        try (var stream =
            Net.connectTcp(
                "localhost",
                port,
                o ->
                    o.withTimeout(Duration.ofSeconds(10)) // lookup and connect together
                        .withAttemptDelay(Duration.ofMillis(100))
                        .withOption(StandardSocketOptions.SO_KEEPALIVE, true))) {
          // @end
          assertEquals(true, stream.option(StandardSocketOptions.SO_KEEPALIVE));
        }
      }
    });
  }

  @Test
  void listenOptions() throws IOException {
    Fairlead.run(() -> {
      // @start region="listen-options"
      try (TcpListener listener =
          Net.createTcpListener(
              0,
              o ->
                  o.withLocalHost("localhost")
                      .withBacklog(100)
                      .withConnectionOption(StandardSocketOptions.SO_KEEPALIVE, true))) {
        int port = listener.port(); // the same on all addresses of the name
        // @end
        Net.connectTcp("localhost", port).close();
        try (var accepted = listener.accept()) {
          assertEquals(true, accepted.option(StandardSocketOptions.SO_KEEPALIVE));
        }
      }
    });
  }

  @Test
  void serveOptions() throws IOException {
    List<String> log = Collections.synchronizedList(new ArrayList<>());
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          TcpListener listener = Net.createTcpListener(0);
          group.startSoon(() -> {
            // @start region="serve-options"
            listener.serve(
                stream -> {
                  throw new IOException("no service today");
                },
                o ->
                    o.withMaxConnections(1_000)
                        .withFailureHook(failed -> log.add(failed.failure().getMessage()))
                        .withFarewell(
                            Duration.ofSeconds(1), stream -> stream.send("bye".getBytes(UTF_8))));
            // @end
          });
          try (var client = Net.connectTcp("localhost", listener.port())) {
            assertEquals(-1, client.receive(ByteBuffer.allocate(1)));
          }
          listener.drain(Duration.ofSeconds(5));
        }));
    assertEquals(List.of("no service today"), log);
  }

  @Test
  void statistics() throws IOException {
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          TcpListener listener = Net.createTcpListener(0);
          group.startSoon(() -> listener.serve(stream -> stream.send(stream.receive())));
          try (SocketStream stream = Net.connectTcp("localhost", listener.port())) {
            stream.send(new byte[5]);
            stream.receive();
            // @start region="statistics"
            SocketStatistics ofStream = stream.statistics();
            ListenerStatistics ofListener = listener.statistics();
            String report =
                ofStream.bytesSent() + " bytes there, " + ofListener.accepted() + " accepted";
            // @end
            assertEquals("5 bytes there, 1 accepted", report);
            // @start region="attributes"
            int port = stream.attribute(SocketAttribute.REMOTE_PORT);
            long received = stream.attribute(SocketAttribute.BYTES_RECEIVED);
            // @end
            assertEquals(listener.port(), port);
            assertEquals(5, received);
          }
          listener.drain(Duration.ofSeconds(5));
        }));
  }

  @Test
  void connectable() throws IOException {
    Fairlead.run(() -> {
      try (var listener = Net.createTcpListener(0)) {
        int port = listener.port();
        // @start region="connectable"
        var place =
            new TcpConnectable("localhost", port, o -> o.withTimeout(Duration.ofSeconds(3)));
        try (var stream = place.connect()) {
          // @end
          assertEquals("TCP localhost:" + port, place.toString());
          assertTrue(stream.toString().contains("open"));
        }
      }
    });
  }

  @Test
  void unfinishedSend() throws IOException {
    Fairlead.run(() -> {
      try (var listener = Net.createTcpListener(0);
          var stream = Net.connectTcp("localhost", listener.port());
          var peer = listener.accept()) {
        var left = new StringBuilder();
        var scope = CancelScope.create();
        TaskGroup.run(group -> {
          group.startSoon(() -> cancelOnceAllWait(scope));
          // @start region="unfinished"
          var much = ByteBuffer.allocate(50_000_000);
          scope.run(() -> stream.send(much)); // cancelled in the middle of it
          try {
            stream.send("something else".getBytes(UTF_8));
          } catch (UnfinishedSendException e) {
            left.append(e.bytesTotal() - e.bytesSent()); // the peer waits for them
          }
          // @end
          assertEquals(String.valueOf(much.remaining()), left.toString());
        });
        assertTrue(peer.toString().contains("open"));
      }
    });
  }

  private static void cancelOnceAllWait(CancelScope scope) {
    Fairlead.awaitAllTasksBlocked();
    scope.cancel();
  }
}
