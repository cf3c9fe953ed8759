package dev.fairlead.net.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TcpListener;
import dev.fairlead.net.TurnHandler.Turn;
import dev.fairlead.stream.BufferedByteReceiveStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServeByTurnsSnippets {

  @Test
  void anEchoServerWithoutTasksForSilentConnections() throws IOException {
    var answer = new StringBuilder();
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          TcpListener listener = Net.createTcpListener(0);
          group.startSoon(() -> echoByTurns(listener));
          try (var stream = Net.connectTcp("localhost", listener.port())) {
            stream.send("hello".getBytes(UTF_8));
            answer.append(new String(stream.receive(), UTF_8));
          }
          listener.drain(Duration.ofSeconds(5));
        }));
    assertEquals("hello", answer.toString());
  }

  private static void echoByTurns(TcpListener listener) throws IOException {
    // @start region="server"
    listener.serveByTurns(stream ->
        () -> {
          stream.send(stream.receive());
          return true; // There is to be another turn.
        });
    // @end
  }

  // @start region="handler"
  /** Answers each line with its length. What a connection has to remember is with its turn. */
  static Turn lengths(SocketStream stream) {
    var lines = new BufferedByteReceiveStream(stream);
    return () -> {
      do {
        String line = lines.receiveLine(1_000); // waits for the rest of a line, if it must
        stream.send((line.length() + "\n").getBytes(UTF_8));
      } while (lines.bufferedCount() > 0); // what has been read has no other turn
      return true;
    };
  }

  // @end

  @Test
  void linesAreAnswered() throws IOException {
    var answer = new StringBuilder();
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          TcpListener listener = Net.createTcpListener(0);
          group.startSoon(() -> listener.serveByTurns(ServeByTurnsSnippets::lengths));
          try (var stream = Net.connectTcp("localhost", listener.port())) {
            stream.send("one\nthree\nsev".getBytes(UTF_8));
            stream.send("en!\n".getBytes(UTF_8));
            stream.sendEof();
            stream.forEach(chunk -> answer.append(new String(chunk, UTF_8)));
          }
          listener.drain(Duration.ofSeconds(5));
          assertEquals(0, listener.statistics().failed());
        }));
    assertEquals("3\n5\n6\n", answer.toString());
  }
}
