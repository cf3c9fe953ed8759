package dev.fairlead.net.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.TcpListener;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NetSnippets {

  @Test
  void anEchoServerAndItsClient() throws IOException {
    var answer = new StringBuilder();

    // @start region="echo"
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          TcpListener listener = Net.createTcpListener(0);
          group.startSoon(() ->
              listener.serve(stream -> {
                for (byte[] chunk : stream) {
                  stream.send(chunk);
                }
              }));
          try (var stream = Net.connectTcp("localhost", listener.port())) {
            stream.send("hello".getBytes(UTF_8));
            answer.append(new String(stream.receive(), UTF_8));
          }
          listener.drain(Duration.ofSeconds(5));
        }));
    // @end

    assertEquals("hello", answer.toString());
  }

  @Test
  void aClientWithATimeLimit() throws IOException {
    var greeting = new StringBuilder();
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          TcpListener listener = Net.createTcpListener(0);
          group.startSoon(() -> listener.serve(s -> s.send("220 ready\r\n".getBytes(UTF_8))));
          int port = listener.port();

          // @start region="client"
          try (var stream =
              Net.connectTcp("localhost", port, o -> o.withTimeout(Duration.ofSeconds(10)))) {
            byte[] line = CancelScope.failAfter(Duration.ofSeconds(5)).call(() -> stream.receive());
            greeting.append(new String(line, UTF_8));
          }
          // @end

          listener.drain(Duration.ZERO);
        }));

    assertEquals("220 ready\r\n", greeting.toString());
  }

  @Test
  void aServerWithALimitThatEndsInGoodOrder() throws IOException {
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          // @start region="server"
          TcpListener listener = Net.createTcpListener(0);
          group.startSoon(() ->
              listener.serve(
                  stream -> stream.send("welcome".getBytes(UTF_8)),
                  o -> o.withMaxConnections(1000)));
          // ... until it is time to end:
          listener.drain(Duration.ofSeconds(30));
          // @end
        }));
  }
}
