package dev.fairlead.internal.turns;

import dev.fairlead.lowlevel.Turns.Seat;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A loop that finds what it was told to, and says who has it. */
final class ScriptedLoop implements LentLoop {

  private final AtomicReference<@Nullable TurnWorker> holder = new AtomicReference<>();
  private final Queue<Seat> toFind = new ConcurrentLinkedQueue<>();
  private final TurnQueue queue;

  ScriptedLoop(TurnQueue queue) {
    this.queue = queue;
  }

  /** Is to find a seat that is ready. */
  void add(Seat seat) {
    toFind.add(seat);
  }

  /** Finds one, as a loop that its own thread turns, and wakes who is to have the loop then. */
  void find(Seat seat) {
    queue.offer(seat, this);
    wakeHolder();
  }

  void wakeHolder() {
    Objects.requireNonNull(holder.get()).wake();
  }

  /** Takes itself back; returns who had it. */
  TurnWorker takeBack() {
    return Objects.requireNonNull(holder.getAndSet(null));
  }

  @Nullable TurnWorker holder() {
    return holder.get();
  }

  @Override
  public boolean lend(TurnWorker to) {
    return holder.compareAndSet(null, to);
  }

  @Override
  public boolean turn(TurnWorker by) {
    Seat found = holder.get() == by ? toFind.poll() : null;
    if (found == null) {
      giveBack(by);
      return false;
    }
    queue.offer(found, this);
    return true;
  }

  @Override
  public boolean pass(TurnWorker from, TurnWorker to) {
    return holder.compareAndSet(from, to);
  }

  @Override
  public void giveBack(TurnWorker by) {
    holder.compareAndSet(by, null);
  }
}
