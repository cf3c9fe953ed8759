package dev.fairlead.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.ServeOptions;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TcpListener;
import dev.fairlead.stream.Broadcast;
import dev.fairlead.stream.BufferedByteStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.IdleTimeoutByteStream;
import dev.fairlead.stream.MemoryObjectReceiveStream;
import dev.fairlead.stream.OverflowPolicy;
import dev.fairlead.tls.TlsServerContext;
import dev.fairlead.tls.TlsTcpListener;
import java.io.IOException;

/** A room in which everybody hears everybody: the server of the tutorial. */
final class ChatServer {

  // @start region="room"
  private final Broadcast<String> room = new Broadcast<>();

  /** One person, from hello to goodbye. */
  void chat(ByteStream stream) throws IOException {
    var client = new BufferedByteStream(stream);
    client.send("Your name? ".getBytes(UTF_8));
    String name = client.receiveLine(100);
    try (var heard = room.subscribe(100, OverflowPolicy.DROP_OLDEST)) {
      room.send(name + " is here");
      TaskGroup.run(person -> {
        person.startSoon(() -> tell(client, heard));
        for (String line : client.lines(o -> o.withMaxBytes(1_000))) {
          room.send(name + ": " + line);
        }
        person.cancel("the connection has ended");
      });
    } finally {
      room.trySend(name + " has left");
    }
  }

  // @end

  // @start region="slow"
  private static void tell(ByteStream client, MemoryObjectReceiveStream<String> heard)
      throws IOException {
    for (String line : heard) {
      byte[] bytes = (line + "\n").getBytes(UTF_8);
      CancelScope.failAfter(ofSeconds(10)).run(() -> client.send(bytes));
    }
  }

  // @end

  // @start region="serve"
  /** Serves until it is asked to stop. */
  void serve(TcpListener listener) throws IOException {
    TaskGroup.<IOException>run(
        o -> o.withPlainFailure(),
        group -> {
          group.startSoon(() -> {
            Fairlead.awaitStopRequested();
            listener.drain(ofSeconds(1));
          });
          listener.serve(this::guest, ChatServer::limited);
        });
  }

  private static ServeOptions limited(ServeOptions options) {
    return options
        .withMaxConnections(1_000)
        .withFailureHook(failed -> System.err.println("chat: " + failed))
        .withFarewell(ofSeconds(1), ChatServer::sayGoodbye);
  }

  private void guest(ByteStream stream) throws IOException {
    chat(new IdleTimeoutByteStream(stream, ofMinutes(30)));
  }

  private static void sayGoodbye(SocketStream stream) throws IOException {
    stream.forgetUnfinishedSend(); // half a line may be on its way
    sendGoodbye(stream);
  }

  private static void sendGoodbye(ByteStream stream) throws IOException {
    stream.send("\nThe server goes home.\n".getBytes(UTF_8));
  }

  // @end

  // @start region="tls"
  /** Serves in the same way, with TLS around each connection. */
  void serve(TcpListener listener, TlsServerContext context) throws IOException {
    var secured =
        new TlsTcpListener(
            listener, context, o -> o.withFarewell(ofSeconds(1), ChatServer::sendGoodbye));
    TaskGroup.<IOException>run(
        o -> o.withPlainFailure(),
        group -> {
          group.startSoon(() -> {
            Fairlead.awaitStopRequested();
            secured.drain(ofSeconds(1));
          });
          secured.serve(this::guest, o -> o.withMaxConnections(1_000));
        });
  }
  // @end
}
