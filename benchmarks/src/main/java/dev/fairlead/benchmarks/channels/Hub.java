package dev.fairlead.benchmarks.channels;

import dev.fairlead.stream.Broadcast;
import dev.fairlead.stream.OverflowPolicy;
import java.util.ArrayList;
import java.util.List;

/** Gives each item to every subscriber: the part that is common to all that are compared. */
interface Hub {
  int CAPACITY = 16;

  void send(Object item) throws Exception;

  /** Adds a subscriber, before anything is sent. */
  Subscription subscribe();

  /** Where one subscriber receives. */
  @FunctionalInterface
  interface Subscription {
    Object receive() throws Exception;
  }

  static Hub ofFairlead() {
    var broadcast = new Broadcast<Object>();
    return new Hub() {
      @Override
      public void send(Object item) {
        broadcast.send(item);
      }

      @Override
      public Subscription subscribe() {
        return broadcast.subscribe(CAPACITY, OverflowPolicy.WAIT)::receive;
      }
    };
  }

  /** A pipe for each subscriber, filled one after the other. */
  static Hub of(Pipe.Factory pipes) {
    List<Pipe> all = new ArrayList<>();
    return new Hub() {
      @Override
      public void send(Object item) throws Exception {
        for (Pipe pipe : all) {
          pipe.send(item);
        }
      }

      @Override
      public Subscription subscribe() {
        Pipe pipe = pipes.create(CAPACITY);
        all.add(pipe);
        return pipe::receive;
      }
    };
  }
}
