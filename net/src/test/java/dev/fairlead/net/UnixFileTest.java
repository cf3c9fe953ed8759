package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of a UNIX socket, at which others may look and work at the same time. */
@ForEveryBackend
@EnabledOnOs(OS.LINUX)
@NeedsRealSystem
class UnixFileTest {

  private static final int TIMES = 500;

  @TempDir Path directory;

  private Path path() {
    return directory.resolve("socket");
  }

  @Test
  void itGoesWithItsSocketAlsoAfterItsPermissionsWereChanged() throws IOException {
    try (var _ = Net.createUnixListener(path())) {
      changePermissions();
    }
    assertFalse(Files.exists(path()));

    try (var _ = Net.createUnixListener(UnixAddress.of(path()), o -> o.withDescriptors())) {
      changePermissions();
    }
    assertFalse(Files.exists(path()));

    try (var _ = Net.createUnixDatagramSocket(o -> o.withLocalPath(path()))) {
      changePermissions();
    }
    assertFalse(Files.exists(path()));
  }

  private void changePermissions() throws IOException {
    Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-rw-rw-"));
  }

  @Test
  void somebodyWhoIsAboutToListenIsNotDisturbed() throws Exception {
    Programs.assumeInstalled("python3");
    String program =
        """
        import socket, sys
        s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1])
        print('bound', flush=True); sys.stdin.readline()
        s.listen(); print('listening', flush=True)
        s.accept()[0].sendall(b'hello')
        """;
    Process python = Programs.start("python3", "-c", program, path().toString());
    assertEquals("bound", Programs.lineOf(python));

    assertThrows(BindException.class, () -> Net.createUnixListener(path()));

    python.getOutputStream().write('\n');
    python.getOutputStream().flush();
    assertEquals("listening", Programs.lineOf(python));
    try (var client = Net.connectUnix(path())) {
      assertEquals("hello", new String(client.receive(), UTF_8));
    }
    Programs.end(python);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ofTwoWhoListenAtTheSameMomentOneIsRefused(boolean stale) throws Exception {
    for (int i = 0; i < TIMES; i++) {
      if (stale) {
        leaveStaleFile();
      }
      var listeners = new ConcurrentLinkedQueue<SocketListener<?>>();
      int spins = i % 100;
      TaskGroup.run(group -> {
        group.startSoon(() -> listen(listeners, o -> o));
        Waits.spin(spins);
        group.startSoon(() -> listen(listeners, o -> o));
      });
      for (SocketListener<?> listener : listeners) {
        listener.close();
      }
      assertEquals(1, listeners.size(), "try " + i);
    }
  }

  private void listen(
      ConcurrentLinkedQueue<SocketListener<?>> listeners, UnaryOperator<UnixListenOptions> options)
      throws IOException {
    try {
      listeners.add(Net.createUnixListener(UnixAddress.of(path()), options));
    } catch (BindException e) {
      // The other one was faster.
    }
  }

  private void leaveStaleFile() throws IOException {
    try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(path()));
    }
  }
}
