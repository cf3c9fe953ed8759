package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import dev.fairlead.testsupport.Waits;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@ForEveryBackend
@EnabledOnOs(OS.LINUX)
@NeedsRealSystem
class UnixSocketPairTest {

  private static final byte[] MUCH = new byte[10_000_000];

  @Test
  void whatGoesInOnOneSideComesOutOnTheOther() throws IOException {
    try (var plain = Net.createUnixSocketPair();
        var special = Net.createUnixSocketPair(o -> o.withDescriptors())) {
      for (UnixSocketPair pair : List.of(plain, special)) {
        assertEcho(pair.first(), pair.second());
        assertEcho(pair.second(), pair.first());
        pair.first().sendEof();
        assertThrows(EndOfStreamException.class, () -> pair.second().receive());
        assertTrue(pair.first().localAddress().isUnnamed());
        assertTrue(pair.first().remoteAddress().isUnnamed());
      }
    }
  }

  private static void assertEcho(UnixSocketStream from, UnixSocketStream to) throws IOException {
    var much = new byte[1_000_000];
    much[999_999] = 1;
    TaskGroup.run(group -> {
      var received = group.startSoon(() -> receive(to, much.length));
      from.send(much);
      assertArrayEquals(much, received.await());
    });
  }

  private static byte[] receive(UnixSocketStream stream, int size) throws IOException {
    var buffer = ByteBuffer.allocate(size);
    while (buffer.hasRemaining()) {
      assertTrue(stream.receive(buffer) > 0);
    }
    return buffer.array();
  }

  @Test
  void closingWakesWhoSendsAndWhoReceives() throws IOException {
    try (var plain = Net.createUnixSocketPair();
        var special = Net.createUnixSocketPair(o -> o.withDescriptors())) {
      for (UnixSocketPair pair : List.of(plain, special)) {
        UnixSocketStream here = pair.first();
        TaskGroup.run(group -> {
          group.startSoon(() -> assertThrows(ClosedResourceException.class, () -> here.send(MUCH)));
          group.startSoon(() -> assertThrows(ClosedResourceException.class, here::receive));
          Fairlead.awaitAllTasksBlocked();

          here.close();
        });
      }
    }
  }

  @Test
  void closingAfterBothDirectionsWereCancelledIsNoError() throws Exception {
    try (var plain = Net.createUnixSocketPair();
        var special = Net.createUnixSocketPair(o -> o.withDescriptors())) {
      for (UnixSocketPair pair : List.of(plain, special)) {
        UnixSocketStream here = pair.first();
        Waits.assertCancelledWhileWaiting(() -> here.send(MUCH));
        Waits.assertCancelledWhileWaiting(here::receive);

        here.close();

        assertThrows(ClosedResourceException.class, here::receive);
      }
    }
  }

  @Test
  void aPairPassesDescriptorsOnRequest(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "content");
    try (var pair = Net.createUnixSocketPair(o -> o.withDescriptors());
        var in = new FileInputStream(file.toFile());
        var descriptor = Descriptor.of(in.getFD())) {
      pair.first().sendFds(new byte[1], List.of(descriptor));

      try (var received = pair.second().receiveFds(1, 1);
          var channel = received.descriptors().getFirst().toFileChannel()) {
        var content = ByteBuffer.allocate(100);
        channel.read(content);
        assertEquals("content", UTF_8.decode(content.flip()).toString());
      }
    }
  }

  @Test
  void optionsAreSetOnBothSides() throws IOException {
    try (var pair =
        Net.createUnixSocketPair(o -> o.withOption(StandardSocketOptions.SO_SNDBUF, 20_000))) {
      int first = pair.first().option(StandardSocketOptions.SO_SNDBUF);
      int second = pair.second().option(StandardSocketOptions.SO_SNDBUF);

      assertTrue(first >= 20_000 && first < 100_000, () -> "" + first);
      assertEquals(first, second);
    }
  }

  @Test
  void theOtherSideIsThisProcess() throws IOException {
    try (var pair = Net.createUnixSocketPair(o -> o.withDescriptors())) {
      assertEquals(
          ProcessHandle.current().pid(), pair.first().peerCredentials().pid().orElseThrow());
    }
  }

  @Test
  void openingIsCancelledBeforeItBegins() throws Exception {
    Waits.assertCancelledBefore(() -> Net.createUnixSocketPair());
    Waits.assertCancelledBefore(() -> Net.createUnixSocketPair(o -> o.withDescriptors()));
  }
}
