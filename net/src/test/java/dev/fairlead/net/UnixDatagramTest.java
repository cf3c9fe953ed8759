package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.ConnectionFailedException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@ForEveryBackend
@EnabledOnOs(OS.LINUX)
@NeedsRealSystem
class UnixDatagramTest {

  private static final byte[] HELLO = "hello".getBytes(UTF_8);

  @TempDir Path directory;

  private UnixAddress address(String name) {
    return UnixAddress.of(directory.resolve(name));
  }

  private UnixDatagramSocket bound(String name) throws IOException {
    return Net.createUnixDatagramSocket(o -> o.withLocalAddress(address(name)));
  }

  @Test
  void aDatagramArrivesWithItsSender() throws IOException {
    try (var here = bound("here");
        var there = bound("there")) {
      here.sendTo(HELLO, address("there"));

      assertEquals(new UnixDatagram(HELLO, address("here")), there.receive());
    }
  }

  @Test
  void anAnswerGoesBackToTheSender() throws IOException {
    try (var server = bound("server");
        var client =
            Net.createConnectedUnixDatagramSocket(
                address("server"), o -> o.withLocalAddress(address("client")))) {
      client.send(HELLO);
      server.send(server.receive());

      assertArrayEquals(HELLO, client.receive());
    }
  }

  @Test
  void aSenderWhosePathIsNoTextIsAnsweredToo() throws IOException {
    Path odd = Path.of(URI.create(directory.toUri() + "%FF%C3%A4%FE"));
    try (var server = bound("server");
        var client = Net.createUnixDatagramSocket(o -> o.withLocalPath(odd))) {
      client.sendTo(HELLO, address("server"));
      server.send(server.receive());

      assertArrayEquals(HELLO, client.receive().data());
    }
  }

  @Test
  void aSenderWithoutAnAddressCannotBeAnswered() throws IOException {
    try (var there = bound("there");
        var nobody = Net.createUnixDatagramSocket()) {
      nobody.sendTo(HELLO, address("there"));

      UnixDatagram received = there.receive();

      assertEquals(UnixAddress.UNNAMED, received.address());
      assertThrows(IllegalArgumentException.class, () -> there.send(received));
    }
  }

  /** The descriptors that come along are pipes, so the test would see those that stay open. */
  @Test
  void aSenderWhoseNameHasNoByteCannotBeAnsweredAndLeavesNothingOpen() throws Exception {
    Programs.assumeInstalled("python3");
    try (var there = bound("there")) {
      String program =
          "import os, socket; s = socket.socket(1, 2); s.bind(b'\\0'); s.connect('"
              + directory.resolve("there")
              + "'); socket.send_fds(s, [b'hello'], os.pipe())";
      assertEquals("", Programs.run("", "python3", "-c", program));

      assertEquals(new UnixDatagram(HELLO, UnixAddress.UNNAMED), there.receive());
    }
  }

  @Test
  void abstractNamesNeedNoFile() throws IOException {
    UnixAddress name = UnixAddress.abstractName("fairlead-" + System.nanoTime());
    try (var there = Net.createUnixDatagramSocket(o -> o.withLocalAddress(name));
        var here = Net.createConnectedUnixDatagramSocket(name)) {
      here.send(HELLO);

      assertArrayEquals(HELLO, there.receive().data());
      assertEquals(name, here.attribute(SocketAttribute.REMOTE_ADDRESS));
      assertEquals(StandardProtocolFamily.UNIX, here.attribute(SocketAttribute.FAMILY));
    }
  }

  @Test
  void emptyAndLargeDatagramsArrive() throws IOException {
    try (var here = bound("here");
        var there = bound("there")) {
      here.sendTo(new byte[0], address("there"));
      here.sendTo(new byte[100_000], address("there"));

      assertEquals(0, there.receive().data().length);
      assertEquals(100_000, there.receive().data().length);
    }
  }

  @Test
  void aDatagramThatIsTooLargeIsAnErrorOfTheSend() throws IOException {
    try (var here = bound("here");
        var there = bound("there")) {
      assertThrows(
          DatagramTooLargeException.class,
          () -> here.sendTo(new byte[10_000_000], there.localAddress()));
    }
  }

  @Test
  void aDatagramThatDoesNotFitWaitsForMoreRoom() throws IOException {
    try (var here = bound("here");
        var there = bound("there")) {
      here.sendTo(HELLO, address("there"));
      assertThrows(DatagramTooLargeException.class, () -> there.receive(ByteBuffer.allocate(3)));
      var buffer = ByteBuffer.allocateDirect(10);

      assertEquals(address("here"), there.receive(buffer));
      assertEquals("hello", UTF_8.decode(buffer.flip()).toString());
    }
  }

  @Test
  void aReceiverWithoutRoomIsWaitedForAndNothingIsLost() throws IOException {
    try (var there = bound("there");
        var connected = Net.createConnectedUnixDatagramSocket(address("there"));
        var open = Net.createUnixDatagramSocket()) {
      TaskGroup.run(group -> {
        group.startSoon(() -> {
          for (int i = 0; i < 300; i++) {
            connected.send(new byte[] {1});
          }
        });
        group.startSoon(() -> {
          for (int i = 0; i < 300; i++) {
            open.sendTo(new byte[] {2}, address("there"));
          }
        });
        Fairlead.awaitAllTasksBlocked();
        int sum = 0;
        for (int i = 0; i < 600; i++) {
          sum += there.receive().data()[0];
        }
        assertEquals(900, sum);
      });
    }
  }

  @Test
  void nobodyThereIsAnError() throws IOException {
    try (var socket = Net.createUnixDatagramSocket()) {
      assertThrows(BrokenResourceException.class, () -> socket.sendTo(HELLO, address("nobody")));
    }
    assertThrows(
        ConnectionFailedException.class,
        () -> Net.createConnectedUnixDatagramSocket(address("nobody")));
  }

  @Test
  void theFileGoesWithTheSocketAndAStaleOneIsReplaced() throws IOException {
    Path path = directory.resolve("s");
    bound("s").close();
    assertFalse(Files.exists(path));
    Programs.assumeInstalled("python3");
    leaveStaleFile(path);
    assertTrue(Files.exists(path));

    bound("s").close();

    assertFalse(Files.exists(path));
  }

  @Test
  void whereNativeCodeIsNotAllowedTheErrorSaysWhichFlagToGive() throws Exception {
    Process program = Programs.javaWithoutNativeCode(NoNativeCodeProgram.class, directory);
    for (int i = 0; i < 2; i++) {
      String message = Programs.lineOf(program);
      assertTrue(message.contains("--enable-native-access"), message);
    }
    assertEquals("plain: 1", Programs.lineOf(program));
    Programs.end(program);
  }

  private static void leaveStaleFile(Path path) throws IOException {
    try {
      String program = "import socket; socket.socket(1, 2).bind('" + path + "')";
      assertEquals("", Programs.run("", "python3", "-c", program));
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void somebodyWhoStillReceivesIsNotDisturbed() throws IOException {
    try (var first = bound("s");
        var sender = Net.createUnixDatagramSocket()) {
      assertThrows(BindException.class, () -> bound("s"));

      sender.sendTo(HELLO, address("s"));

      assertArrayEquals(HELLO, first.receive().data());
    }
  }

  @Test
  void theFileHasTheModeAskedFor() throws IOException {
    Path path = directory.resolve("s");
    try (var socket =
        Net.createUnixDatagramSocket(o -> o.withLocalPath(path).withMode("rw-------"))) {
      assertEquals(UnixAddress.of(path), socket.localAddress());
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }
  }

  @Test
  void theFileMayHaveMoreThanNewFilesHave() throws IOException {
    Path path = directory.resolve("s");
    try (var socket =
        Net.createUnixDatagramSocket(o -> o.withLocalPath(path).withMode("rwxrwxrwx"))) {
      assertEquals(UnixAddress.of(path), socket.localAddress());
      assertEquals("rwxrwxrwx", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }
  }

  @Test
  void theFileNeverHasMoreThanTheModeAskedFor() throws IOException {
    Path path = directory.resolve("s");
    try (var watch = new ModeWatch(path)) {
      for (int i = 0; i < 300; i++) {
        Net.createUnixDatagramSocket(o -> o.withLocalPath(path).withMode("rw-------")).close();
      }
      assertTrue(Set.of("rw-------").containsAll(watch.seen()), watch.seen()::toString);
    }
  }

  @Test
  void closingWakesWhoReceives() throws IOException {
    var socket = bound("s");
    TaskGroup.run(group -> {
      group.startSoon(() -> assertThrows(ClosedResourceException.class, () -> socket.receive()));
      Fairlead.awaitAllTasksBlocked();

      socket.close();
    });
    assertThrows(ClosedResourceException.class, () -> socket.receive());
    bound("s").close(); // The address is free.
  }

  @Test
  void aSecondReceiverIsRefused() throws IOException {
    try (var socket = bound("s")) {
      TaskGroup.run(group -> {
        group.startSoon(() -> socket.receive());
        Fairlead.awaitAllTasksBlocked();

        assertThrows(BusyResourceException.class, () -> socket.receive());
        group.cancel();
      });
    }
  }

  @Test
  void receivingIsCancelledBeforeAndWhileItWaits() throws Exception {
    try (var socket = bound("s")) {
      Waits.assertCancelledBefore(() -> socket.receive());
      Waits.assertCancelledWhileWaiting(() -> socket.receive());
    }
  }

  @Test
  void aCancelledReceiveLosesNoDatagram() throws IOException {
    try (var here = bound("here");
        var there = bound("there")) {
      for (int i = 0; i < 300; i++) {
        var got = new ArrayList<UnixDatagram>();
        int round = i;
        CancelScope scope = CancelScope.create();
        TaskGroup.run(group -> {
          group.startSoon(() -> scope.run(() -> got.add(there.receive())));
          group.startSoon(() -> here.sendTo(new byte[] {(byte) round}, address("there")));
          Waits.spin(round);
          scope.cancel();
        });
        if (got.isEmpty()) {
          got.add(there.receive());
        }
        assertEquals((byte) round, got.get(0).data()[0]);
      }
    }
  }
}
