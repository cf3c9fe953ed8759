package dev.fairlead.benchmarks.channels;

import java.util.ArrayList;

/** Patterns of items moving between tasks. One operation is one item handed over once. */
final class Traffic {
  private static final Object ITEM = "an item";
  private static final int CHAIN_LENGTH = 10_000;
  private static final int CHAIN_CAPACITY = 16;
  private static final int CROWD = 100;
  private static final int CROWD_CAPACITY = 16;

  private final Crew crew;
  private final Pipe.Factory pipes;

  Traffic(Crew crew, Pipe.Factory pipes) {
    this.crew = crew;
    this.pipes = pipes;
  }

  void rendezvous(int operations) throws Exception {
    pair(pipes.create(0), operations);
  }

  void bufferOfHundred(int operations) throws Exception {
    pair(pipes.create(100), operations);
  }

  private void pair(Pipe pipe, int items) throws Exception {
    var jobs = new ArrayList<Crew.Job>();
    jobs.add(() -> sendMany(pipe, items));
    jobs.add(() -> receiveMany(pipe, items));
    crew.run(jobs);
  }

  /** Items travel through a chain of tasks; at least one does, however few operations are asked. */
  void chain(int operations) throws Exception {
    int items = Math.max(1, operations / CHAIN_LENGTH);
    var jobs = new ArrayList<Crew.Job>();
    var first = pipes.create(CHAIN_CAPACITY);
    var in = first;
    for (int i = 0; i < CHAIN_LENGTH - 1; i++) {
      var from = in;
      var to = pipes.create(CHAIN_CAPACITY);
      jobs.add(() -> forwardMany(from, to, items));
      in = to;
    }
    var last = in;
    jobs.add(() -> receiveMany(last, items));
    jobs.add(() -> sendMany(first, items));
    crew.run(jobs);
  }

  void manyToMany(int operations) throws Exception {
    int each = Math.max(1, operations / CROWD);
    var pipe = pipes.create(CROWD_CAPACITY);
    var jobs = new ArrayList<Crew.Job>();
    for (int i = 0; i < CROWD; i++) {
      jobs.add(() -> sendMany(pipe, each));
      jobs.add(() -> receiveMany(pipe, each));
    }
    crew.run(jobs);
  }

  private static void sendMany(Pipe pipe, int items) throws Exception {
    for (int i = 0; i < items; i++) {
      pipe.send(ITEM);
    }
  }

  private static void receiveMany(Pipe pipe, int items) throws Exception {
    for (int i = 0; i < items; i++) {
      if (!ITEM.equals(pipe.receive())) {
        throw new IllegalStateException("received what nobody sent");
      }
    }
  }

  private static void forwardMany(Pipe from, Pipe to, int items) throws Exception {
    for (int i = 0; i < items; i++) {
      to.send(from.receive());
    }
  }
}
