package dev.fairlead.stream.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.stream.ByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

class ByteStreamsSnippets {

  @NeedsRealThreads
  @ForEveryBackend
  void from() throws IOException {
    InputStream input = new ByteArrayInputStream(new byte[100_000]);
    OutputStream output = new ByteArrayOutputStream();
    // @start region="from"
    try (var source = ByteStreams.from(input);
        var sink = ByteStreams.from(output)) {
      long copied = source.copyTo(sink); // can be cancelled, whatever the streams do
      // @end
      assertEquals(100_000, copied);
      // @start region="from"
    }
    // @end
    assertEquals(100_000, ((ByteArrayOutputStream) output).size());
  }
}
