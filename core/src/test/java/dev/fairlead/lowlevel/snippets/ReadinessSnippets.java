package dev.fairlead.lowlevel.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Readiness;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

class ReadinessSnippets {

  // @start region="pipe"
  static int readSome(Pipe.SourceChannel source, ByteBuffer buffer) throws IOException {
    int count = source.read(buffer);
    while (count == 0) {
      Readiness.awaitReadable(source);
      count = source.read(buffer);
    }
    return count;
  }

  // @end

  @ForEveryBackend(except = "simulated")
  void pipe() throws IOException {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    int[] read = {0};

    TaskGroup.run(group -> {
      group.startSoon(() -> read[0] = readSome(pipe.source(), ByteBuffer.allocate(10)));
      pipe.sink().write(ByteBuffer.wrap(new byte[3]));
    });

    Readiness.notifyClosing(pipe.source());
    pipe.source().close();
    pipe.sink().close();
    assertEquals(3, read[0]);
  }
}
