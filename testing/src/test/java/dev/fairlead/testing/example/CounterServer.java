package dev.fairlead.testing.example;

import dev.fairlead.CancelScope;
import dev.fairlead.DeadlineExceededException;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A counter on two servers: the first hands every new value on to the second, its backup. */
final class CounterServer {

  static final int PORT = 7000;

  /** What a server does when its backup does not answer. */
  enum WithoutBackup {
    SAY_YES,
    SAY_NOTHING
  }

  private final Optional<String> backup;
  private final WithoutBackup withoutBackup;
  private int value;

  CounterServer(Optional<String> backup, WithoutBackup withoutBackup) {
    this.backup = backup;
    this.withoutBackup = withoutBackup;
  }

  void serve() throws IOException {
    try (var listener = Net.createTcpListener(PORT)) {
      listener.serve(this::answer);
    }
  }

  private void answer(SocketStream stream) throws IOException {
    switch (stream.receive(1)[0]) {
      case '+' -> {
        value++;
        if (backup.isEmpty() || isCopied(value)) {
          stream.send(new byte[] {'!'});
        }
      }
      case '=' -> {
        value = Math.max(value, stream.receive(1)[0]);
        stream.send(new byte[] {'!'});
      }
      default -> stream.send(new byte[] {(byte) value});
    }
  }

  // @start region="bug"
  private boolean isCopied(int copy) {
    try {
      CancelScope.failAfter(Duration.ofSeconds(1)).run(() -> send(copy));
      return true;
    } catch (DeadlineExceededException | IOException e) {
      // The backup is not there; it will be told with the next value.
      return withoutBackup == WithoutBackup.SAY_YES;
    }
  }

  // @end

  private void send(int copy) throws IOException {
    try (var stream = Net.connectTcp(backup.orElseThrow(), PORT)) {
      stream.send(new byte[] {'=', (byte) copy});
      stream.receive(1);
    }
  }
}
