package dev.fairlead.benchmarks.channels;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.stream.MemoryObjectReceiveStream;
import dev.fairlead.stream.MemoryObjectSendStream;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.stream.Select;
import java.io.IOException;
import java.util.List;

/** Fairlead receiving from whichever of two streams has something. */
final class FairleadSelect {

  private final Crew crew;

  /** Receives one object from either stream. */
  @FunctionalInterface
  private interface Choice {
    Object next() throws IOException;
  }

  FairleadSelect(Backend backend) {
    this.crew = Crew.ofTasks(backend);
  }

  /** The selection is made once and used for every object. */
  void selectOfTwo(int operations) throws Exception {
    MemoryObjectStreams.Pair<Object> one = MemoryObjectStreams.create(0);
    MemoryObjectStreams.Pair<Object> other = MemoryObjectStreams.create(0);
    var either = Select.of(itemOf(one.receive()), itemOf(other.receive()));
    run(one.send(), other.send(), operations, either::first);
  }

  /** The selection is made anew for every object. */
  void newSelectOfTwo(int operations) throws Exception {
    MemoryObjectStreams.Pair<Object> one = MemoryObjectStreams.create(0);
    MemoryObjectStreams.Pair<Object> other = MemoryObjectStreams.create(0);
    run(
        one.send(),
        other.send(),
        operations,
        () -> Select.first(itemOf(one.receive()), itemOf(other.receive())));
  }

  private static Select.Case<Object, RuntimeException> itemOf(
      MemoryObjectReceiveStream<Object> stream) {
    return Select.receive(stream).call(item -> item);
  }

  private void run(
      MemoryObjectSendStream<Object> one,
      MemoryObjectSendStream<Object> other,
      int operations,
      Choice choice)
      throws Exception {
    int half = Math.max(1, operations / 2);
    crew.run(
        List.of(
            () -> sendMany(one, half),
            () -> sendMany(other, half),
            () -> receiveMany(choice, 2 * half)));
  }

  private static void sendMany(MemoryObjectSendStream<Object> stream, int items)
      throws IOException {
    for (int i = 0; i < items; i++) {
      stream.send("an item");
    }
  }

  private static void receiveMany(Choice choice, int items) throws IOException {
    for (int i = 0; i < items; i++) {
      if (!"an item".equals(choice.next())) {
        throw new IllegalStateException("received what nobody sent");
      }
    }
  }
}
