package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@ForEveryBackend
@EnabledOnOs(OS.LINUX)
@NeedsRealSystem
class DescriptorTest {

  @TempDir Path directory;

  @Test
  void bytesGoBothWaysAsOverAnyStream() throws IOException {
    try (var pair = DescriptorPair.in(directory)) {
      TaskGroup.run(group -> {
        var all = group.startSoon(() -> Streams.all(pair.there()));
        pair.here().send(new byte[5_000_000]);
        pair.here().sendEof();
        assertEquals(5_000_000, all.await().length);
      });
      pair.there().send("back".getBytes(UTF_8));
      assertEquals("back", new String(pair.here().receive(), UTF_8));
      pair.there().close();
      assertThrows(EndOfStreamException.class, () -> pair.here().receive());
    }
  }

  @Test
  void sendingToAPeerThatHasGoneIsAnError() throws IOException {
    try (var pair = DescriptorPair.in(directory)) {
      pair.there().close();

      var error = assertThrows(BrokenResourceException.class, () -> pair.here().send(new byte[1]));
      assertTrue(error.getCause().getMessage().contains("Broken pipe"), error::toString);
    }
    try (var pair = DescriptorPair.in(directory);
        var file = DescriptorPair.file(directory, "x")) {
      pair.there().close();

      assertThrows(
          BrokenResourceException.class, () -> pair.here().sendFds(new byte[1], List.of(file)));
    }
  }

  @Test
  void anOpenFileIsReadOnTheOtherSide() throws IOException {
    try (var pair = DescriptorPair.in(directory);
        var file = DescriptorPair.file(directory, "content")) {
      pair.here().sendFds("here".getBytes(UTF_8), List.of(file));

      try (var received = pair.there().receiveFds(100, 1);
          var channel = received.descriptors().get(0).toFileChannel()) {
        assertEquals("here", new String(received.message(), UTF_8));
        var buffer = ByteBuffer.allocate(100);
        assertEquals(7, channel.read(buffer));
        assertEquals("content", UTF_8.decode(buffer.flip()).toString());
      }
    }
  }

  @Test
  void aMessageMayComeWithoutDescriptors() throws IOException {
    try (var pair = DescriptorPair.in(directory)) {
      pair.here().send("plain".getBytes(UTF_8));

      try (var received = pair.there().receiveFds(100, 5)) {
        assertEquals("plain", new String(received.message(), UTF_8));
        assertTrue(received.descriptors().isEmpty());
      }
      pair.here().sendEof();
      assertThrows(EndOfStreamException.class, () -> pair.there().receiveFds(100, 5));
    }
  }

  @Test
  void aLiveConnectionGoesOnWhereItWasSent() throws IOException {
    Path path = directory.resolve("live");
    try (var pair = DescriptorPair.in(directory);
        var listener = Net.createUnixListener(path);
        var client = Net.connectUnix(UnixAddress.of(path), o -> o.withDescriptors());
        var server = listener.accept()) {
      try (var copy = Descriptor.of(client)) {
        pair.here().sendFds(new byte[1], List.of(copy));
      }
      client.closeForcefully(); // Closes this copy only.
      try (var received = pair.there().receiveFds(1, 1);
          var moved = received.descriptors().get(0).toStream()) {
        moved.send("still here".getBytes(UTF_8));
        assertEquals("still here", new String(server.receive(), UTF_8));
        server.send("good".getBytes(UTF_8));
        assertEquals("good", new String(moved.receive(), UTF_8));
      }
      assertThrows(EndOfStreamException.class, () -> server.receive());
    }
  }

  @Test
  void twoHundredAndFiftyThreeUninvitedDescriptorsLeakNothing() throws IOException {
    try (var pair = DescriptorPair.in(directory);
        var file = DescriptorPair.file(directory, "x")) {
      pair.here().sendFds(new byte[1], Collections.nCopies(253, file));

      var error = assertThrows(BrokenResourceException.class, () -> pair.there().receiveFds(1, 3));
      assertTrue(error.getMessage().contains("253 descriptors"), error::getMessage);
    }
  }

  @Test
  void aPlainReceiveLeavesUninvitedDescriptorsBehind() throws IOException {
    try (var pair = DescriptorPair.in(directory);
        var file = DescriptorPair.file(directory, "x")) {
      pair.here().sendFds("x".getBytes(UTF_8), Collections.nCopies(100, file));

      assertEquals("x", new String(pair.there().receive(), UTF_8));
    }
  }

  @Test
  void whatCannotBeSentIsAnError() throws IOException {
    try (var pair = DescriptorPair.in(directory);
        var file = DescriptorPair.file(directory, "x")) {
      assertThrows(
          IllegalArgumentException.class, () -> pair.here().sendFds(new byte[0], List.of(file)));
      assertThrows(
          IllegalArgumentException.class, () -> pair.here().sendFds(new byte[1], List.of()));
      assertThrows(
          IllegalArgumentException.class,
          () -> pair.here().sendFds(new byte[1], Collections.nCopies(254, file)));
      assertThrows(IllegalArgumentException.class, () -> pair.here().receiveFds(0, 1));
      assertThrows(IllegalArgumentException.class, () -> pair.here().receiveFds(1, -1));
    }
  }

  @Test
  void aConnectionNotOpenedForItSaysHowToOpenOne() throws IOException {
    Path path = directory.resolve("plain");
    try (var listener = Net.createUnixListener(path);
        var client = Net.connectUnix(path)) {
      var error = assertThrows(UnsupportedOperationException.class, () -> client.receiveFds(1, 1));
      assertTrue(error.getMessage().contains("withDescriptors()"), error::getMessage);
      listener.accept().close();
    }
  }

  @Test
  void receivingIsCancelledAndClosedWhileItWaits() throws Exception {
    try (var pair = DescriptorPair.in(directory)) {
      Waits.assertCancelledBefore(() -> pair.there().receiveFds(1, 1));
      Waits.assertCancelledWhileWaiting(() -> pair.there().receiveFds(1, 1));
      TaskGroup.run(group -> {
        group.startSoon(
            () -> assertThrows(ClosedResourceException.class, () -> pair.there().receiveFds(1, 1)));
        Fairlead.awaitAllTasksBlocked();
        pair.there().close();
      });
    }
  }

  @Test
  void descriptorsAreUsedOnce() throws IOException {
    Descriptor file = DescriptorPair.file(directory, "x");
    file.toFileChannel().close();

    assertThrows(IllegalStateException.class, file::toFileChannel);
    assertThrows(IllegalStateException.class, file::number);
    file.close();
  }

  @Test
  void pythonSendsAListenerAndAFileAndGetsOneBack() throws Exception {
    String program =
        """
        import socket, sys, os, tempfile
        s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1])
        l = socket.create_server(('127.0.0.1', 0))
        f = tempfile.TemporaryFile(); f.write(b'from python'); f.flush(); f.seek(0)
        socket.send_fds(s, [b'two'], [l.fileno(), f.fileno()])
        c = socket.create_connection(l.getsockname()); l.close()
        c.sendall(b'ping'); assert c.recv(10) == b'pong'
        message, fds, flags, addr = socket.recv_fds(s, 100, 5)
        print(message.decode(), os.read(fds[0], 100).decode())
        """;
    var address = UnixAddress.of(directory.resolve("s"));
    try (var listener = Net.createUnixListener(address, o -> o.withDescriptors());
        var file = DescriptorPair.file(directory, "from Java")) {
      TaskGroup.run(group -> {
        var output =
            group.startSoon(
                () -> Programs.run("", "python3", "-c", program, listener.localAddress() + ""));
        try (var python = listener.accept();
            var received = python.receiveFds(100, 2)) {
          assertEquals("two", new String(received.message(), UTF_8));
          answerPing(received.descriptors().get(0));
          try (var channel = received.descriptors().get(1).toFileChannel()) {
            var buffer = ByteBuffer.allocate(100);
            channel.read(buffer);
            assertEquals("from python", UTF_8.decode(buffer.flip()).toString());
          }
          python.sendFds("one".getBytes(UTF_8), List.of(file));
        }
        assertEquals("one from Java\n", output.await());
      });
    }
  }

  private static void answerPing(Descriptor listening) throws IOException {
    assertThrows(IllegalArgumentException.class, listening::toStream);
    try (var listener = listening.toListener();
        var connection = listener.accept()) {
      assertTrue(listener instanceof TcpListener);
      assertTrue(connection.remoteAddress() instanceof InetSocketAddress);
      assertEquals("ping", new String(connection.receive(), UTF_8));
      connection.send("pong".getBytes(UTF_8));
    }
  }
}
