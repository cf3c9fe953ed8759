package dev.fairlead.lowlevel.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Readiness;
import dev.fairlead.lowlevel.Registration;
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

  // @start region="registration"
  /** Reads on until so much was read; registers the channel once for all of its waits. */
  static void readFully(Pipe.SourceChannel source, ByteBuffer buffer) throws IOException {
    try (Registration registration = Readiness.register(source)) {
      while (buffer.hasRemaining()) {
        if (source.read(buffer) == 0) {
          registration.awaitReadable(() -> "bytes of the pipe");
        }
      }
    }
  }

  // @end

  @ForEveryBackend(except = "simulated")
  void registration() throws IOException {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    var buffer = ByteBuffer.allocate(6);

    TaskGroup.run(group -> {
      group.startSoon(() -> readFully(pipe.source(), buffer));
      pipe.sink().write(ByteBuffer.wrap(new byte[3]));
      pipe.sink().write(ByteBuffer.wrap(new byte[3]));
    });

    pipe.source().close();
    pipe.sink().close();
    assertEquals(0, buffer.remaining());
  }
}
