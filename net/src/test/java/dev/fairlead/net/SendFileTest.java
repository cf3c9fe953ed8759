package dev.fairlead.net;

import static dev.fairlead.lowlevel.Checkpoints.checkpoint;
import static java.net.StandardSocketOptions.SO_SNDBUF;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ForEveryBackend
@EnabledOnOs(OS.LINUX)
@NeedsRealSystem
class SendFileTest {

  private static final int SIZE = 20_000_000;

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.write(folder.resolve("file"), new byte[SIZE]);
  }

  /** The kinds of connections, each of which sends files in its own way. */
  enum Kind {
    TCP,
    UNIX,
    UNIX_WITH_DESCRIPTORS;

    Pair open() throws IOException {
      if (this == TCP) {
        TcpPair pair = TcpPair.open();
        return new Pair(pair.here(), pair.there());
      }
      UnixSocketPair pair =
          Net.createUnixSocketPair(o -> {
            UnixConnectOptions small = o.withOption(SO_SNDBUF, 20_000);
            return this == UNIX ? small : small.withDescriptors();
          });
      return new Pair(pair.first(), pair.second());
    }
  }

  record Pair(SocketStream here, SocketStream there) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      here.close();
      there.close();
    }
  }

  private static long receiveToEnd(SocketStream stream) throws IOException {
    long total = 0;
    for (byte[] chunk : stream) {
      total += chunk.length;
    }
    return total;
  }

  @ParameterizedTest
  @EnumSource
  void aCancelledSendSaysHowMuchOfTheFileWentOut(Kind kind) throws IOException {
    try (Pair pair = kind.open();
        FileChannel channel = FileChannel.open(file)) {
      var given = new AtomicReference<UnfinishedSendException>();
      CancelScope scope = CancelScope.create();
      TaskGroup.run(group -> {
        group.startSoon(() -> scope.run(() -> sendAndNote(pair.here(), channel, given)));
        long first = pair.there().receive().length;
        assertTrue(first > 0);
        scope.cancel("enough");
        group.awaitIdle();

        pair.here().close();
        assertEquals(given.get().bytesSent(), first + receiveToEnd(pair.there()));
        assertEquals(given.get().bytesSent(), pair.here().statistics().bytesSent());
      });
    }
  }

  private static void sendAndNote(
      SocketStream stream, FileChannel channel, AtomicReference<UnfinishedSendException> given)
      throws IOException {
    try {
      stream.sendFile(channel, 0, SIZE);
    } catch (Cancelled cancelled) {
      given.set((UnfinishedSendException) cancelled.getSuppressed()[0]);
      throw cancelled;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFileThatCannotBeReadHarmsNoStream(Kind kind) throws IOException {
    try (Pair pair = kind.open();
        FileChannel writing = FileChannel.open(file, StandardOpenOption.WRITE)) {
      FileChannel closed = FileChannel.open(file);
      closed.close();

      var error =
          assertThrows(ClosedResourceException.class, () -> pair.here().sendFile(closed, 0, SIZE));
      assertTrue(error.getMessage().contains("file"), error.getMessage());
      assertThrows(NonReadableChannelException.class, () -> pair.here().sendFile(writing, 0, SIZE));

      checkpoint();
      pair.here().send("on".getBytes(UTF_8));
      assertEquals("on", new String(pair.there().receive(), UTF_8));
    }
  }
}
