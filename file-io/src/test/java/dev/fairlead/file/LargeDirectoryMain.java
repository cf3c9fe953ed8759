package dev.fairlead.file;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes, lists and deletes a directory whose names alone would not fit into its memory. */
final class LargeDirectoryMain {

  private LargeDirectoryMain() {}

  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    int entries = Integer.parseInt(args[1]);
    Path first = Files.createFile(directory.resolve("the-first-of-very-many-files"));
    for (int i = 1; i < entries; i++) {
      Files.createLink(directory.resolve("another-one-of-very-many-files-" + i), first);
    }
    Fairlead.run(() -> {
      System.out.println("listed " + count(AsyncPath.of(directory).list(o -> o.withoutStatus())));
      AsyncPath.of(directory).deleteTree();
      System.out.println("exists " + AsyncPath.of(directory).exists());
    });
  }

  private static long count(PathStream stream) throws IOException {
    long count = 0;
    int largest = 0;
    try (stream) {
      while (true) {
        int batch = stream.receiveBatch().size();
        largest = Math.max(largest, batch);
        count += batch;
      }
    } catch (EndOfStreamException e) {
      if (largest > 1024) {
        throw new AssertionError("a batch of " + largest, e);
      }
      return count;
    }
  }
}
