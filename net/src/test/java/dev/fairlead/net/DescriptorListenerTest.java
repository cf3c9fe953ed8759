package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@ForEveryBackend
@EnabledOnOs(OS.LINUX)
@NeedsRealSystem
class DescriptorListenerTest {

  @TempDir Path directory;

  @Test
  void thePeerHasNumbers() throws IOException {
    try (var pair = DescriptorPair.in(directory)) {
      PeerCredentials peer = pair.there().peerCredentials();

      assertEquals(ProcessHandle.current().pid(), peer.pid().orElseThrow());
      assertEquals(Files.getAttribute(directory, "unix:uid"), (int) peer.uid().orElseThrow());
      assertEquals(Files.getAttribute(directory, "unix:gid"), (int) peer.gid().orElseThrow());
    }
  }

  @Test
  void abstractNamesAreListenedOnAndConnectedTo() throws IOException {
    UnixAddress name = UnixAddress.abstractName("fairlead-" + System.nanoTime());
    try (var listener = Net.createUnixListener(name, o -> o);
        var client = Net.connectUnix(name, o -> o);
        var server = listener.accept()) {
      client.send("x".getBytes(UTF_8));
      assertEquals("x", new String(server.receive(), UTF_8));
      assertEquals(name, client.remoteAddress());
      assertEquals(name, listener.localAddress());
    }
    Net.createUnixListener(name, o -> o).close();
  }

  @Test
  void aPathNeedNotBeText() throws IOException {
    Path odd = Path.of(URI.create(directory.toUri() + "%FF%C3%A4%FE"));
    for (UnaryOperator<UnixListenOptions> options :
        List.<UnaryOperator<UnixListenOptions>>of(
            o -> o, o -> o.withMode("rw-------"), o -> o.withDescriptors())) {
      try (var listener = Net.createUnixListener(odd, options);
          var plain = Net.connectUnix(odd);
          var special = Net.connectUnix(odd, o -> o.withDescriptors())) {
        assertEquals(UnixAddress.of(odd), plain.remoteAddress());
        assertEquals(Optional.of(odd), special.remoteAddress().path());
        assertTrue(Files.exists(odd));
        listener.accept().close();
        listener.accept().close();
      }
      assertFalse(Files.exists(odd));
    }
  }

  @Test
  void aFullBacklogIsWaitedFor() throws IOException {
    UnixAddress name = UnixAddress.abstractName("fairlead-" + System.nanoTime());
    try (var listener = Net.createUnixListener(name, o -> o.withBacklog(1))) {
      TaskGroup.run(group -> {
        for (int i = 0; i < 20; i++) {
          group.startSoon(() -> Net.connectUnix(name, o -> o).close());
        }
        for (int i = 0; i < 20; i++) {
          listener.accept().close();
        }
      });
    }
  }

  @Test
  void aListenerWithDescriptorsHasItsFileAndItsMode() throws IOException {
    Path path = directory.resolve("s");
    var address = UnixAddress.of(path);
    try (var listener =
        Net.createUnixListener(address, o -> o.withDescriptors().withMode("rw-------"))) {
      assertThrows(IOException.class, () -> Net.createUnixListener(address, o -> o));
      assertTrue(Files.exists(path));
      listener.accept().close(); // The one that looked whether somebody listens.
    }
    assertFalse(Files.exists(path));
  }

  @Test
  void manyConnectionsInOneLoop() throws IOException {
    var address = UnixAddress.abstractName("fairlead-" + System.nanoTime());
    try (var listener = Net.createUnixListener(address, o -> o)) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serve(stream -> {
              for (byte[] chunk : stream) {
                stream.send(chunk);
              }
            }));
        var clients = new ArrayList<UnixSocketStream>();
        for (int i = 0; i < 100; i++) {
          clients.add(Net.connectUnix(address, o -> o));
        }
        for (UnixSocketStream client : clients) {
          client.send("x".getBytes(UTF_8));
        }
        for (UnixSocketStream client : clients) {
          assertEquals("x", new String(client.receive(), UTF_8));
          client.close();
        }
        group.cancel();
      });
    }
  }
}
