package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class MergeRaceTest {

  private final IOException failure = new IOException("at once");

  /** Fails with the first receive. */
  private final class Failing implements ObjectReceiveStream<Integer> {
    @Override
    public Integer receive() throws IOException {
      throw failure;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  @Test
  void aSourceThatFailsBeforeTheNextOneIsStartedEndsThatOneToo() throws Exception {
    for (int i = 0; i < 500; i++) {
      TaskGroup.run(group -> {
        try (var endless = MemoryObjectStreams.<Integer>create(0);
            var merged = ObjectStreams.merge(group, new Failing(), endless.receive())) {
          assertSame(failure, assertThrows(IOException.class, merged::receive));
        }
      });
    }
  }
}
