package dev.fairlead.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.Action;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Backends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AcceptorPerLoopTest {

  private static final int LOOPS = 3;

  static List<Backend> backends() {
    return List.of(
        Backends.virtual(o -> o.withLoops(LOOPS)), Backends.carrier(o -> o.withLoops(LOOPS)));
  }

  private static void run(Backend backend, Action<IOException> body) throws IOException {
    Fairlead.run(o -> o.withBackend(backend), body);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void everyConnectionIsServedWhicheverSocketItComesTo(Backend backend) throws IOException {
    run(
        backend,
        () -> {
          var listener = Net.createTcpListener(0, TcpListenOptions::withAcceptorPerLoop);
          TaskGroup.run(group -> {
            group.startSoon(() -> listener.serve(stream -> stream.send(stream.receive())));
            for (int i = 0; i < 60; i++) {
              assertEquals(i, ask(listener, i));
            }
            listener.drain(Duration.ofSeconds(5));
          });
          assertEquals(60, listener.statistics().accepted());
        });
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aSocketToWhichNobodyComesTakesNoPlaceAwayFromTheOthers(Backend backend) throws IOException {
    run(
        backend,
        () -> {
          var listener = Net.createTcpListener(0, TcpListenOptions::withAcceptorPerLoop);
          TaskGroup.run(group -> {
            group.startSoon(() ->
                listener.serve(
                    stream -> stream.send(stream.receive()), o -> o.withMaxConnections(1)));
            for (int i = 0; i < 60; i++) {
              assertEquals(i, ask(listener, i));
            }
            listener.drain(Duration.ofSeconds(5));
          });
          assertEquals(60, listener.statistics().accepted());
        });
  }

  private static int ask(TcpListener listener, int question) throws IOException {
    try (var client = Net.connectTcp("127.0.0.1", listener.port())) {
      client.send(new byte[] {(byte) question});
      return client.receive()[0];
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  @EnabledOnOs(OS.LINUX)
  void thereAreAsManySocketsAsLoopsAndOneAddress(Backend backend) throws IOException {
    run(
        backend,
        () -> {
          try (var listener = Net.createTcpListener(0, TcpListenOptions::withAcceptorPerLoop)) {
            assertEquals(LOOPS, listeningOn(listener.port()));
            assertEquals(1, listener.localAddresses().size());
          }
        });
  }

  private static long listeningOn(int port) throws IOException {
    String listening = String.format(Locale.ROOT, "^ *\\d+: \\w+:%04X \\w+:0000 0A .*", port);
    long count = 0;
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      if (Files.exists(Path.of(table))) {
        try (Stream<String> lines = Files.lines(Path.of(table))) {
          count += lines.filter(line -> line.matches(listening)).count();
        }
      }
    }
    return count;
  }

  @ParameterizedTest
  @MethodSource("backends")
  void acceptTakesWhatComesToAnyOfThem(Backend backend) throws IOException {
    run(
        backend,
        () -> {
          try (var listener = Net.createTcpListener(0, TcpListenOptions::withAcceptorPerLoop)) {
            for (int i = 0; i < 20; i++) {
              try (var client = Net.connectTcp("127.0.0.1", listener.port());
                  var server = listener.accept()) {
                assertEquals(client.localAddress(), server.remoteAddress());
              }
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("backends")
  void closingEndsAllAcceptors(Backend backend) throws IOException {
    run(
        backend,
        () -> {
          var listener = Net.createTcpListener(0, TcpListenOptions::withAcceptorPerLoop);
          TaskGroup.run(group -> {
            group.startSoon(
                () -> assertThrows(ClosedResourceException.class, () -> listener.serve(s -> {})));
            Fairlead.awaitAllTasksBlocked();
            listener.close();
          });
        });
  }
}
