package dev.fairlead.internal.loop;

import dev.fairlead.internal.turns.PlayedTurns;
import dev.fairlead.internal.turns.PlayedTurns.Counted;
import dev.fairlead.internal.turns.TurnWorker;
import java.io.IOException;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A loop that finds one seat after the other, and whose thread a race plays. */
final class PlayedLoop extends SelectorLoop {
  private final Lease lease = new Lease(this, _ -> {}, 0);
  private final PlayedStrand strand;
  private final PlayedTurns turns;
  private final Queue<Counted> toFind = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean turned = new AtomicBoolean();
  private final AtomicInteger overlaps = new AtomicInteger();

  /** One whose thread pauses before it turns the loop. */
  static PlayedLoop of(PlayedTurns turns) {
    var loop = new PlayedLoop[1];
    var strand = new PlayedStrand(() -> loop[0].turnUntilNothingIsFound());
    loop[0] = new PlayedLoop(turns, strand);
    strand.start();
    strand.run();
    return loop[0];
  }

  private PlayedLoop(PlayedTurns turns, PlayedStrand strand) {
    super(new LoopClock(), _ -> strand.thread());
    this.turns = turns;
    this.strand = strand;
  }

  private void turnUntilNothingIsFound() {
    strand.pause();
    boolean found;
    do {
      found = poll();
      lease.lendIfPromised();
    } while (found);
  }

  /** Adds a seat that it is to find. */
  Counted add() {
    Counted seat = turns.newSeat();
    toFind.add(seat);
    return seat;
  }

  /** Lets the thread go on as far as it can. */
  void goOn() {
    strand.goOn();
  }

  /** Lets the thread take the loop back, if it is lent to somebody who does not turn it. */
  void ring() {
    lease.ring();
    strand.run();
  }

  /** Lets it run, and the workers, to where they wait for ever. */
  void finish() {
    do {
      turns.finish();
      strand.runUntilItWaits();
    } while (turns.canRun() || strand.canRun());
  }

  /** "back" if its thread has it, and nobody ever turned it beside another one. */
  String outcome() {
    boolean back = strand.thread().getState() == Thread.State.TERMINATED;
    return (back ? "back" : "lost") + (overlaps.get() == 0 ? "" : ", turned by two");
  }

  @Override
  boolean poll() {
    if (!turned.compareAndSet(false, true)) {
      overlaps.incrementAndGet();
    }
    Counted found = toFind.poll();
    if (found != null) {
      turns.find(found, this);
    }
    turned.set(false);
    return found != null;
  }

  @Override
  public boolean lend(TurnWorker to) {
    return lease.promise(to);
  }

  @Override
  public boolean turn(TurnWorker by) {
    return lease.turn(by);
  }

  @Override
  public boolean pass(TurnWorker from, TurnWorker to) {
    return lease.pass(from, to);
  }

  @Override
  public void giveBack(TurnWorker by) {
    lease.giveBack(by);
  }

  @Override
  Selector openSelector() throws IOException {
    return Selector.open();
  }

  @Override
  void turnUntilClosing() {
    throw new IllegalStateException("its thread is played");
  }

  @Override
  boolean hasWork() {
    return false;
  }

  @Override
  void afterEnd() {}
}
