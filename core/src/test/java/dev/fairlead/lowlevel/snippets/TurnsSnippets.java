package dev.fairlead.lowlevel.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Readiness;
import dev.fairlead.lowlevel.Registration;
import dev.fairlead.lowlevel.Turns;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

class TurnsSnippets {

  // @start region="turns"
  /** Counts what comes through a pipe. */
  static final class Counter extends Turns.Seat {

    private final Pipe.SourceChannel source;
    private final Registration registration;
    private final AtomicInteger bytes = new AtomicInteger();

    Counter(Turns turns, Pipe.SourceChannel source) throws IOException {
      super(turns);
      this.source = source;
      this.registration = Readiness.register(source);
      callWhenReadable(registration);
    }

    @Override
    public void takeTurn() {
      try {
        int count = source.read(ByteBuffer.allocate(1_000));
        if (count >= 0) {
          bytes.addAndGet(count);
          callWhenReadable(registration);
        } else {
          registration.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  // @end

  @ForEveryBackend(except = "simulated")
  void turns() throws IOException {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    TaskGroup.run(group -> {
      Counter counter;
      try (Turns turns = Turns.in(group, "counting")) {
        counter = new Counter(turns, pipe.source());
        pipe.sink().write(ByteBuffer.wrap(new byte[3]));
        while (counter.bytes.get() < 3) {
          Fairlead.sleep(Duration.ofMillis(1));
        }
        assertEquals(3, counter.bytes.get());
      }
      counter.registration.close();
    });
    pipe.source().close();
    pipe.sink().close();
  }
}
