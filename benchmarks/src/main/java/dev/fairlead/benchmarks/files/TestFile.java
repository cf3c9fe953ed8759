package dev.fairlead.benchmarks.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** Files to be read, made once and kept, since a large one takes a while. */
final class TestFile {

  private static final int BLOCK = 1 << 20;

  private TestFile() {}

  /** A file of so many bytes that no compression and no hole makes smaller. */
  static Path of(Path directory, long size) throws IOException {
    Path path = directory.resolve("file-" + size);
    if (!Files.exists(path)) {
      Files.createDirectories(directory);
      Path made = Files.createTempFile(directory, "file", ".tmp");
      fill(made, size);
      Files.move(made, path);
    }
    return path;
  }

  private static void fill(Path path, long size) throws IOException {
    var block = new byte[BLOCK];
    var random = new Random(1);
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      while (file.size() < size) {
        random.nextBytes(block);
        ByteBuffer rest = ByteBuffer.wrap(block, 0, (int) Math.min(BLOCK, size - file.size()));
        while (rest.hasRemaining()) {
          file.write(rest);
        }
      }
      file.force(true);
    }
  }
}
