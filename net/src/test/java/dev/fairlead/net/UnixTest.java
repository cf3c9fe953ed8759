package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.ConnectionFailedException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ForEveryBackend
@NeedsRealSystem
class UnixTest {

  @TempDir Path directory;

  private Path path() {
    return directory.resolve("socket");
  }

  @Test
  void bytesGoBothWays() throws IOException {
    try (var listener = Net.createUnixListener(path());
        var client = Net.connectUnix(path());
        var server = listener.accept()) {
      client.send("ping".getBytes(UTF_8));
      assertEquals("ping", new String(server.receive(), UTF_8));
      server.send("pong".getBytes(UTF_8));
      server.sendEof();

      assertEquals("pong", new String(client.receive(), UTF_8));
      assertThrows(EndOfStreamException.class, () -> client.receive());
    }
  }

  @Test
  void addressesAreThoseThatWereAskedFor() throws IOException {
    try (var listener = Net.createUnixListener(path());
        var client = Net.connectUnix(path());
        var server = listener.accept()) {
      assertEquals(UnixAddress.of(path()), listener.localAddress());
      assertEquals(UnixAddress.of(path()), client.remoteAddress());
      assertEquals(UnixAddress.of(path()), server.localAddress());
      assertEquals(UnixAddress.UNNAMED, server.remoteAddress());
      assertEquals(StandardProtocolFamily.UNIX, server.attribute(SocketAttribute.FAMILY));
      assertTrue(server.findAttribute(SocketAttribute.LOCAL_PORT).isEmpty());
    }
  }

  @Test
  void thePeerHasANameWithoutNativeCode() throws IOException {
    try (var listener = Net.createUnixListener(path());
        var client = Net.connectUnix(path());
        var server = listener.accept()) {
      String me = Files.getOwner(path()).getName();

      assertEquals(me, server.peerCredentials().user().orElseThrow());
      assertEquals(me, client.peerCredentials().user().orElseThrow());
    }
  }

  @Test
  void theFileGoesWithTheListener() throws IOException {
    var listener = Net.createUnixListener(path());
    assertTrue(Files.exists(path()));

    listener.close();

    assertFalse(Files.exists(path()));
  }

  @Test
  void theFileStaysOnRequest() throws IOException {
    Net.createUnixListener(UnixAddress.of(path()), o -> o.withFileKept()).close();

    assertTrue(Files.exists(path()));
  }

  @Test
  void theFileOfAnotherListenerIsNotRemovedOnClose() throws IOException {
    var first = Net.createUnixListener(path());
    Files.delete(path());
    try (var second = Net.createUnixListener(path())) {
      first.close();

      Net.connectUnix(path()).close();
      second.accept().close();
    }
  }

  @Test
  void aStaleFileIsReplaced() throws IOException {
    leaveStaleFile();

    try (var listener = Net.createUnixListener(path())) {
      Net.connectUnix(path()).close();
      listener.accept().close();
    }
  }

  @Test
  void aStaleFileIsReplacedWithAModeToo() throws IOException {
    leaveStaleFile();

    try (var listener =
        Net.createUnixListener(UnixAddress.of(path()), o -> o.withMode("rw-------"))) {
      Net.connectUnix(path()).close();
      listener.accept().close();
    }
  }

  private void leaveStaleFile() throws IOException {
    try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(path()));
    }
    assertTrue(Files.exists(path()));
  }

  @Test
  void somebodyWhoStillListensIsNotDisturbed() throws IOException {
    for (UnaryOperator<UnixListenOptions> options :
        java.util.List.<UnaryOperator<UnixListenOptions>>of(o -> o, o -> o.withMode("rw-------"))) {
      try (var first = Net.createUnixListener(path())) {
        var error =
            assertThrows(
                BindException.class, () -> Net.createUnixListener(UnixAddress.of(path()), options));
        assertTrue(error.getMessage().contains("listens there"), error::getMessage);
        first.accept().close(); // the probe

        Net.connectUnix(path()).close();
        first.accept().close();
      }
    }
  }

  @Test
  void aFileThatIsNotASocketIsNeverRemoved() throws IOException {
    Files.writeString(path(), "precious");

    var error = assertThrows(BindException.class, () -> Net.createUnixListener(path()));

    assertTrue(error.getMessage().contains("not a socket"), error::getMessage);
    assertEquals("precious", Files.readString(path()));
  }

  @Test
  void theModeIsSetAndNothingElseIsLeft() throws IOException {
    try (var listener =
        Net.createUnixListener(UnixAddress.of(path()), o -> o.withMode("rw-rw----"))) {
      assertEquals(
          "rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
      assertEquals(UnixAddress.of(path()), listener.localAddress());
      try (var files = Files.list(directory)) {
        assertEquals(1, files.count());
      }
    }
    assertFalse(Files.exists(path()));
  }

  @Test
  void aPathThatIsTooLongSaysHowLongItMayBe() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> Net.connectUnix(directory.resolve("x".repeat(120))));

    assertTrue(error.getMessage().contains("at most 106 bytes"), error::getMessage);
  }

  @Test
  void nobodyThereIsAFailureWithItsReason() throws IOException {
    var missing = assertThrows(ConnectionFailedException.class, () -> Net.connectUnix(path()));
    assertTrue(missing.getMessage().contains("No such file"), missing::getMessage);
    assertTrue(missing.getCause() instanceof SocketException, () -> "" + missing.getCause());

    leaveStaleFile();
    var refused = assertThrows(ConnectionFailedException.class, () -> Net.connectUnix(path()));
    assertTrue(refused.getMessage().contains("refused"), refused::getMessage);
  }

  @Test
  void aFullBacklogIsWaitedFor() throws IOException {
    try (var listener = Net.createUnixListener(UnixAddress.of(path()), o -> o.withBacklog(1))) {
      TaskGroup.run(group -> {
        for (int i = 0; i < 20; i++) {
          group.startSoon(() -> Net.connectUnix(path()).close());
        }
        for (int i = 0; i < 20; i++) {
          listener.accept().close();
        }
      });
    }
  }

  @Test
  void waitingForAFullBacklogIsCancelled() throws Exception {
    var waiting = new ArrayList<UnixSocketStream>();
    try (var listener = Net.createUnixListener(UnixAddress.of(path()), o -> o.withBacklog(1))) {
      TaskGroup.run(group -> {
        group.startSoon(() -> {
          while (true) {
            waiting.add(Net.connectUnix(path()));
          }
        });
        Fairlead.awaitAllTasksBlocked(); // It can only wait when the backlog is full.
        group.cancel();
      });

      Waits.assertCancelledWhileWaiting(() -> Net.connectUnix(path()));

      assertEquals(UnixAddress.of(path()), listener.localAddress());
    }
    for (UnixSocketStream stream : waiting) {
      stream.close();
    }
  }

  @Test
  void closingWakesWhoReceivesAndWhoAccepts() throws IOException {
    var listener = Net.createUnixListener(path());
    var client = Net.connectUnix(path());
    var server = listener.accept();
    TaskGroup.run(group -> {
      group.startSoon(() -> assertThrows(ClosedResourceException.class, listener::accept));
      group.startSoon(() -> assertThrows(ClosedResourceException.class, () -> client.receive()));
      Fairlead.awaitAllTasksBlocked();

      listener.close();
      client.close();
    });
    server.close();
  }

  @Test
  void aListenerServes() throws IOException {
    try (var listener = Net.createUnixListener(path())) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serve(stream -> {
              for (byte[] chunk : stream) {
                stream.send(chunk);
              }
            }));
        try (var client = Net.connectUnix(path())) {
          client.send("echo".getBytes(UTF_8));
          client.sendEof();
          assertArrayEquals("echo".getBytes(UTF_8), Streams.all(client));
        }
        listener.drain(java.time.Duration.ofSeconds(5));
      });
    }
  }

  @Test
  void anAddressKnowsWhatItIs() {
    assertEquals("@name", UnixAddress.abstractName("name").toString());
    assertEquals("(unnamed)", UnixAddress.UNNAMED.toString());
    assertEquals(UnixAddress.abstractName("a"), UnixAddress.abstractName(new byte[] {'a'}));
    assertThrows(IllegalArgumentException.class, () -> UnixAddress.abstractName(""));
    assertThrows(IllegalArgumentException.class, () -> UnixAddress.of(Path.of("")));
  }
}
