package dev.fairlead.benchmarks.channels;

import java.util.ArrayList;
import java.util.Collections;
import java.util.function.Supplier;

/** Tasks that tell each other something, or remember something together. */
final class Sharing {
  private static final Object ITEM = "an item";
  private static final int SUBSCRIBERS = 4;
  static final int KEYS = 1_000;

  private final Crew crew;

  /** Finds the value of a key, and computes it the first time. */
  @FunctionalInterface
  interface Memory {
    Integer get(Integer key) throws Exception;
  }

  Sharing(Crew crew) {
    this.crew = crew;
  }

  /** One operation is one item that all subscribers receive. */
  void broadcast(Supplier<Hub> hubs, int items) throws Exception {
    var hub = hubs.get();
    var jobs = new ArrayList<Crew.Job>();
    for (int i = 0; i < SUBSCRIBERS; i++) {
      var subscription = hub.subscribe();
      jobs.add(() -> receiveMany(subscription, items));
    }
    jobs.add(() -> sendMany(hub, items));
    crew.run(jobs);
  }

  private static void sendMany(Hub hub, int items) throws Exception {
    for (int i = 0; i < items; i++) {
      hub.send(ITEM);
    }
  }

  private static void receiveMany(Hub.Subscription subscription, int items) throws Exception {
    for (int i = 0; i < items; i++) {
      if (!ITEM.equals(subscription.receive())) {
        throw new IllegalStateException("received what nobody sent");
      }
    }
  }

  /** One operation is one value that is there already. */
  void remember(Supplier<Memory> memories, int tasks, int operations) throws Exception {
    var memory = memories.get();
    int each = Math.max(1, operations / tasks);
    crew.run(Collections.nCopies(tasks, () -> getMany(memory, each)));
  }

  private static void getMany(Memory memory, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      Integer key = i % KEYS;
      if (!key.equals(memory.get(key))) {
        throw new IllegalStateException("not the value of " + key);
      }
    }
  }
}
