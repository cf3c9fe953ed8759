package dev.fairlead.benchmarks.channels;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.stream.MemoryObjectStreams;

/** The memory object streams of Fairlead. */
final class FairleadPipes {

  private FairleadPipes() {}

  static Pipe memoryStream(int capacity) {
    MemoryObjectStreams.Pair<Object> streams = MemoryObjectStreams.create(capacity);
    var sender = streams.send();
    var receiver = streams.receive();
    return new Pipe() {
      @Override
      public void send(Object item) throws BrokenResourceException {
        sender.send(item);
      }

      @Override
      public Object receive() throws EndOfStreamException {
        return receiver.receive();
      }
    };
  }
}
