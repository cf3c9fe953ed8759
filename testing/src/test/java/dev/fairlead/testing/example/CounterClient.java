package dev.fairlead.testing.example;

import dev.fairlead.CancelScope;
import dev.fairlead.DeadlineExceededException;
import dev.fairlead.net.Net;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/** Asks one server, and for good the next one when the first does not answer. */
final class CounterClient {

  private final Iterator<String> servers = List.of("first", "second").iterator();
  private String server = servers.next();

  /** Counts one up; returns once a server has said that it did. */
  void increment() {
    ask('+');
  }

  int value() {
    return ask('?');
  }

  private byte ask(char question) {
    while (true) {
      try {
        return CancelScope.failAfter(Duration.ofSeconds(3)).call(() -> askOnce(question));
      } catch (DeadlineExceededException | IOException e) {
        server = servers.hasNext() ? servers.next() : server;
      }
    }
  }

  private byte askOnce(char question) throws IOException {
    try (var stream = Net.connectTcp(server, CounterServer.PORT)) {
      stream.send(new byte[] {(byte) question});
      return stream.receive(1)[0];
    }
  }
}
