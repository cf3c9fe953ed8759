package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.net.ServeOptions;
import dev.fairlead.net.TurnHandler;
import dev.fairlead.stream.ByteStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A listener that serves by turns while a test does something with it. */
abstract class ServingTlsByTurns extends ServingTls {

  // Any task.
  final AtomicInteger turns = new AtomicInteger();

  void servingByTurns(TurnHandler<TlsStream> handler, Steps test) throws IOException {
    servingByTurns(handler, UnaryOperator.identity(), test);
  }

  void servingByTurns(
      TurnHandler<TlsStream> handler, UnaryOperator<ServeOptions> options, Steps test)
      throws IOException {
    servingByTurns(SERVER, handler, options, test);
  }

  void servingByTurns(
      TlsServerContext context,
      TurnHandler<TlsStream> handler,
      UnaryOperator<ServeOptions> options,
      Steps test)
      throws IOException {
    try (var listener = listener(context, UnaryOperator.identity())) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serveByTurns(handler, options));
        test.run(listener);
        listener.drain(Duration.ofSeconds(5));
      });
    }
  }

  TurnHandler.Turn answering(TlsStream stream) {
    return () -> {
      turns.incrementAndGet();
      stream.send(stream.receive());
      return true;
    };
  }

  static void assertEchoes(ByteStream client, String text) throws IOException {
    client.send(text.getBytes(UTF_8));
    var answer = new ByteArrayOutputStream();
    while (answer.size() < text.length()) {
      answer.write(client.receive());
    }
    assertEquals(text, answer.toString(UTF_8));
  }
}
