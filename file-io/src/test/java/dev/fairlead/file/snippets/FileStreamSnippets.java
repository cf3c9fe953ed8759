package dev.fairlead.file.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.file.FileReadStream;
import dev.fairlead.file.FileStreamAttribute;
import dev.fairlead.file.FileWriteStream;
import dev.fairlead.net.Net;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileStreamSnippets {

  @ForEveryBackend
  void send(@TempDir Path folder) throws IOException {
    Path path = Files.writeString(folder.resolve("page"), "hello");
    Path copy = folder.resolve("copy");

    TaskGroup.run(group -> {
      try (var listener = Net.createTcpListener(0)) {
        group.startSoon(() -> {
          try (var connection = listener.accept()) {
            // @start region="copy"
            try (var file = FileReadStream.open(path)) {
              file.copyTo(connection);
            }
            // @end
          }
        });
        try (var connection = Net.connectTcp("localhost", listener.port())) {
          // @start region="receive"
          try (var file = FileWriteStream.open(copy)) {
            connection.copyTo(file);
            file.sync();
          }
          // @end
        }
      }
    });

    assertEquals("hello", Files.readString(copy, UTF_8));
  }

  @ForEveryBackend
  void attribute(@TempDir Path folder) throws IOException {
    Path path = Files.writeString(folder.resolve("page"), "hello");
    Path from;
    // @start region="attribute"
    try (var stream = FileReadStream.open(path)) {
      from = stream.attribute(FileStreamAttribute.PATH);
    }
    // @end
    assertEquals(path, from);
  }
}
