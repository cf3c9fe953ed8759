package dev.fairlead.file.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoWaitFileTest {

  @TempDir private Path folder;

  @BeforeEach
  void onlyWhereItIsAllowed() {
    assumeTrue(NoWaitFile.isAllowed(), "not Linux, or native access was not granted");
  }

  private static NoWaitFile open(Path path) {
    return NoWaitFile.open(path).orElseThrow();
  }

  @Test
  void whatWasJustWrittenIsInMemory() throws IOException {
    Path path = Files.writeString(folder.resolve("Ünïcødé 名前"), "0123456789");
    ByteBuffer target = ByteBuffer.allocate(5);

    try (var file = open(path)) {
      int count = file.read(3, target);

      assumeTrue(count > 0, "the file system does not say what is in memory");
      assertEquals(5, count);
      assertArrayEquals(new byte[] {'3', '4', '5', '6', '7'}, target.array());
      assertEquals(0, file.read(0, target), "there is no room");
      assertEquals(0, file.read(10, target.clear()), "there is nothing at the end");
    }
  }

  @Test
  void largeBuffersAreFilledInPieces() throws IOException {
    Path path = Files.write(folder.resolve("large"), new byte[300_000]);

    try (var file = open(path)) {
      int count = file.read(0, ByteBuffer.allocate(300_000));

      assertTrue(count <= Handle.MOST_FROM_MEMORY, "" + count);
    }
  }

  @Test
  void onlyFilesAreOpened() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);

    assertEquals(Optional.empty(), NoWaitFile.open(pipe));
    assertEquals(Optional.empty(), NoWaitFile.open(folder));
    assertEquals(Optional.empty(), NoWaitFile.open(folder.resolve("missing")));
    assertEquals(Optional.empty(), NoWaitFile.open(Path.of("/dev/null")));
  }

  @Test
  void nothingIsReadAfterClosing() throws IOException {
    NoWaitFile file = open(Files.writeString(folder.resolve("file"), "content"));

    file.close();
    file.close();

    assertEquals(0, file.read(0, ByteBuffer.allocate(7)));
    assertEquals(0, file.read(0, ByteBuffer.allocate(7)));
  }

  /** The number of a descriptor is given to the next file at once. */
  @Test
  void whoReadsWhileItIsClosedNeverReadsAnotherFile() throws Exception {
    Path path = Files.write(folder.resolve("a"), filled('a'));
    Path other = Files.write(folder.resolve("b"), filled('b'));

    for (int i = 0; i < 200; i++) {
      NoWaitFile file = open(path);
      var readers = new ArrayList<FutureTask<Boolean>>();
      for (int r = 0; r < 2; r++) {
        var reader = new FutureTask<>(() -> seesOnlyItsOwn(file));
        readers.add(reader);
        Thread.ofPlatform().daemon().start(reader);
      }
      file.close();
      try (var _ = open(other)) {
        for (FutureTask<Boolean> reader : readers) {
          assertTrue(reader.get());
        }
      }
    }
  }

  private static byte[] filled(char letter) {
    var bytes = new byte[4096];
    Arrays.fill(bytes, (byte) letter);
    return bytes;
  }

  private static boolean seesOnlyItsOwn(NoWaitFile file) {
    for (int i = 0; i < 1_000; i++) {
      ByteBuffer target = ByteBuffer.allocate(4096);
      int count = file.read(0, target);
      if (count == 0) {
        return true;
      }
      if (target.get(count - 1) != 'a') {
        return false;
      }
    }
    return true;
  }
}
