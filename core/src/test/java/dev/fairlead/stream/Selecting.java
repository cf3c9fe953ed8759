package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.sync.Event;
import org.junit.jupiter.api.AfterEach;

/** What tests of selections select from. */
abstract class Selecting {

  final MemoryObjectStreams.Pair<Integer> one = MemoryObjectStreams.create(1);
  final MemoryObjectStreams.Pair<Integer> other = MemoryObjectStreams.create(1);
  final MemoryObjectStreams.Pair<Integer> direct = MemoryObjectStreams.create(0);
  final Event event = new Event();

  @AfterEach
  void close() {
    one.close();
    other.close();
    direct.close();
  }

  String receiveFromEither() throws Exception {
    return Select.first(
        Select.receive(one.receive()).call(item -> "one " + item),
        Select.receive(other.receive()).call(item -> "other " + item));
  }

  void assertNobodyWaits() {
    assertEquals(0, one.receive().statistics().tasksWaitingReceive());
    assertEquals(0, other.receive().statistics().tasksWaitingReceive());
    assertEquals(0, one.receive().statistics().tasksWaitingSend());
    assertEquals(0, direct.receive().statistics().tasksWaitingReceive());
    assertEquals(0, direct.receive().statistics().tasksWaitingSend());
    assertEquals(0, event.statistics().tasksWaiting());
  }
}
