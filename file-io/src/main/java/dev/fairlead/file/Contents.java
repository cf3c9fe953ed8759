package dev.fairlead.file;

import dev.fairlead.file.internal.AtomicReplacement;
import dev.fairlead.file.internal.FileCalls;
import dev.fairlead.file.internal.TextCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/** Writing whole contents. Opening and writing are one call, so nothing comes in between. */
final class Contents {

  private static final Set<StandardOpenOption> WRITE =
      Set.of(
          StandardOpenOption.WRITE,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING);
  private static final Set<StandardOpenOption> APPEND =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

  private Contents() {}

  static long write(Path path, CharSequence text, FileSettings settings) throws IOException {
    byte[] bytes = settings.codec().encode(text, true);
    try (SeekableByteChannel channel =
        Files.newByteChannel(path, WRITE, Opening.attributes(settings))) {
      return writeAll(channel, bytes);
    }
  }

  static long append(Path path, CharSequence text, FileSettings settings) throws IOException {
    TextCodec codec = settings.codec();
    try (SeekableByteChannel channel =
        Files.newByteChannel(path, APPEND, Opening.attributes(settings))) {
      return writeAll(channel, codec.encode(text, channel.size() == 0));
    }
  }

  private static long writeAll(SeekableByteChannel channel, byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
    return bytes.length;
  }

  static void replace(Path path, byte[] bytes) throws IOException {
    try (var replacement = AtomicReplacement.begin(path)) {
      writeAll(replacement.channel(), bytes);
      replacement.commit();
    }
  }

  /** In the task, since the body is the program's. */
  static void replace(Path path, FileSettings settings, PathContents.Rewrite body)
      throws IOException {
    FileCalls calls = settings.calls();
    AtomicReplacement replacement =
        calls.call(() -> AtomicReplacement.begin(path, Opening.attributes(settings)));
    try (var _ = FileCalls.ending(replacement::close);
        var file =
            new AsyncFile(
                "new content of file " + path,
                Opening.handle(replacement.channel()),
                Optional.empty(),
                settings)) {
      body.write(file);
      calls.run(replacement::commit);
    }
  }
}
