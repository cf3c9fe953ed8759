package org.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.file.AsyncPath;
import dev.fairlead.net.Net;
import dev.fairlead.net.TcpListener;
import dev.fairlead.process.Command;
import dev.fairlead.process.Processes;
import dev.fairlead.process.Signal;
import dev.fairlead.process.Signals;
import dev.fairlead.process.ToProcess;
import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.OnBackend;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a library opens once, with its first use in a JVM, and keeps is not taken for a leak of the
 * test that happens to use it first.
 */
@FairleadTest(on = OnBackend.VIRTUAL)
final class FirstUseTest {

  @Test
  void aProgramIsRun() throws Exception {
    var result = Processes.runProcess(Command.of("cat"), o -> o.withInput("hello"));
    assertEquals("hello", result.stdoutText());
  }

  @Test
  void aWorkerProcessIsCalled() throws Exception {
    assertEquals(42, (int) ToProcess.call(() -> 42));
  }

  @Test
  void aSignalIsListenedTo() throws Exception {
    try (var received = Signals.open(Signal.SIGWINCH)) {
      Signals.raise(Signal.SIGWINCH);
      assertEquals(Signal.SIGWINCH, received.receive().signal());
    }
  }

  @Test
  void bytesGoOverTcp(TcpListener listener, TaskGroup group) throws Exception {
    var accepted = group.startSoon(() -> listener.accept());
    try (var client = Net.connectTcp("localhost", listener.port());
        var server = accepted.await()) {
      client.send("hello".getBytes(UTF_8));
      assertEquals("hello", new String(server.receive(), UTF_8));
    }
  }

  @Test
  void bytesGoOverUnixSockets(@TempDir Path directory, TaskGroup group) throws Exception {
    try (var listener = Net.createUnixListener(directory.resolve("socket"))) {
      var accepted = group.startSoon(() -> listener.accept());
      try (var client = Net.connectUnix(directory.resolve("socket"));
          var server = accepted.await()) {
        client.send("hello".getBytes(UTF_8));
        assertEquals("hello", new String(server.receive(), UTF_8));
        assertEquals(System.getProperty("user.name"), server.peerCredentials().user().get());
      }
    }
  }

  @Test
  void aFileIsWrittenAndRead(@TempDir Path directory) throws Exception {
    var file = AsyncPath.of(directory).resolve("file");
    file.writeText("hello");
    assertEquals("hello", file.readText());
  }

  @Test
  void aDirectoryIsWatched(@TempDir Path directory) throws Exception {
    try (var changes = AsyncPath.of(directory).watch()) {
      AsyncPath.of(directory).resolve("file").writeText("hello");
      assertEquals("file", changes.receive().path().get().name());
    }
  }
}
