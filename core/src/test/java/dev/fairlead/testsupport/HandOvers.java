package dev.fairlead.testsupport;

import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryObjectStreams;

/** Tasks that keep processors busy by handing over to each other, until they are cancelled. */
public final class HandOvers {

  private HandOvers() {}

  /** Starts so many pairs, of which one task sends and the other receives. */
  public static void startWithoutEnd(TaskGroup group, int pairs) {
    for (int i = 0; i < pairs; i++) {
      startWithoutEnd(group);
    }
  }

  private static void startWithoutEnd(TaskGroup group) {
    var items = MemoryObjectStreams.<Integer>create(MemoryObjectStreams.RENDEZVOUS);
    group.startSoon(() -> {
      while (true) {
        items.send().send(1);
      }
    });
    group.startSoon(() -> {
      while (true) {
        int _ = items.receive().receive();
      }
    });
  }
}
