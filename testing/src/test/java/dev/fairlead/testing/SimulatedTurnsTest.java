package dev.fairlead.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TcpListener;
import dev.fairlead.net.TurnHandler.Turn;
import java.io.IOException;
import java.time.Duration;

/** Turns where the network is simulated, and a task waits for each silent connection. */
class SimulatedTurnsTest {

  private static Turn slowEcho(SocketStream stream) {
    return () -> {
      byte[] request = stream.receive();
      Fairlead.sleep(Duration.ofMillis(request[0]));
      stream.send(request);
      return true;
    };
  }

  private static TcpListener start(SimulatedHost host, TaskGroup group) throws IOException {
    TcpListener listener = host.call(() -> Net.createTcpListener(0));
    host.run(() -> group.startSoon(() -> listener.serveByTurns(SimulatedTurnsTest::slowEcho)));
    return listener;
  }

  @Schedules(50)
  void connectionsAreServedByTurns(Simulation simulation, TaskGroup group) throws IOException {
    TcpListener listener = start(simulation.network().host("server"), group);
    TaskGroup.run(clients -> {
      for (int i = 0; i < 10; i++) {
        int number = i;
        clients.startSoon(() -> talk(listener.port(), number));
      }
    });
    listener.drain(Duration.ofSeconds(1));
    assertEquals(0, listener.statistics().cancelled());
    assertEquals(0, listener.statistics().failed());
  }

  private static void talk(int port, int number) throws IOException {
    try (var client = Net.connectTcp("server", port)) {
      for (int i = 0; i < 5; i++) {
        String text = (char) (number * 5 + i) + " is how long it takes";
        assertEquals(text, SimulatedEcho.ask(client, text));
      }
    }
  }

  @Schedules(50)
  void aDrainEndsThem(Simulation simulation, TaskGroup group) throws IOException {
    TcpListener listener = start(simulation.network().host("server"), group);
    try (var silent = Net.connectTcp("server", listener.port());
        var busy = Net.connectTcp("server", listener.port())) {
      busy.send("x".getBytes(US_ASCII));
      Fairlead.sleep(Duration.ofMillis(50));
      listener.drain(Duration.ofSeconds(1));

      assertThrows(EndOfStreamException.class, () -> silent.receive());
      assertEquals("x", new String(busy.receive(), US_ASCII));
      assertThrows(EndOfStreamException.class, () -> busy.receive());
    }
    assertEquals(0, listener.statistics().cancelled());
  }
}
