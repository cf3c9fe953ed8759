package dev.fairlead.internal.turns;

import dev.fairlead.TaskGroup;
import dev.fairlead.internal.Played;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.loop.PlayedStrand;
import dev.fairlead.lowlevel.Turns;
import dev.fairlead.lowlevel.Turns.Seat;
import dev.fairlead.sync.Event;
import java.util.concurrent.atomic.AtomicInteger;

/** A queue of turns whose workers a race plays. Two of them are idle at the beginning. */
public final class PlayedTurns {

  private final Played host;
  private final Event goOn = new Event();
  private TurnQueue queue;
  private Turns closed; // Seats belong to some, and are offered by hand all the same.
  private Task<?> paused;

  /** Of a group of its own. */
  public PlayedTurns() {
    host =
        Played.ready(() -> {
          TaskGroup.run(group -> {
            queue = new TurnQueue(group, "turns");
            closed = Turns.in(group, "closed");
            closed.close();
            Played.pause();
            queue.end();
          });
          return "ended";
        });
    host.finishAll();
    come(newSeat()); // Who takes a turn sees to it that there is another worker.
    host.finishAll();
  }

  /** A seat that counts its turns. */
  public static class Counted extends Seat {
    private final AtomicInteger turns = new AtomicInteger();

    private Counted(Turns any) {
      super(any);
    }

    @Override
    public void takeTurn() {
      turns.incrementAndGet();
    }

    /** How many it has had. */
    public int turns() {
      return turns.get();
    }
  }

  /** One in the middle of whose turn a race begins. */
  private final class Pausing extends Counted {
    private final Runnable rest;

    Pausing(Runnable rest) {
      super(closed);
      this.rest = rest;
    }

    @Override
    public void takeTurn() {
      super.takeTurn();
      paused = Task.current();
      Played.pause();
      rest.run();
    }
  }

  /** A seat that has had no turn. */
  public Counted newSeat() {
    return new Counted(closed);
  }

  /** Lets a worker pause in the middle of a turn. The next one is idle. */
  public void pauseInATurn() {
    pauseInATurnBefore(() -> {});
  }

  /** As {@link #pauseInATurn}; then the turn does something more. */
  public void pauseInATurnBefore(Runnable rest) {
    come(new Pausing(rest));
    host.finishAll();
  }

  /** Lets the worker go on from the middle of its turn. */
  public void goOn() {
    strand().goOn();
  }

  private PlayedStrand strand() {
    return (PlayedStrand) paused.strand();
  }

  /** Waits in a turn, until {@link #outcome}. */
  public void await() {
    goOn.await();
  }

  /** Cancels the worker that has paused, now that it is idle. */
  public void cancel() {
    paused.cancel("in a race");
    strand().run();
  }

  /** A seat is ready. */
  public void come(Seat seat) {
    queue.offer(seat, LentLoop.NONE);
  }

  /** A loop has found that a seat is ready. */
  public void find(Seat seat, LentLoop loop) {
    queue.offer(seat, loop);
  }

  /** There are no more turns. */
  public void end() {
    queue.end();
  }

  /** Lets all workers run to where they wait for ever. */
  public void finish() {
    host.finishAll();
  }

  /** Whether a worker can run on. */
  public boolean canRun() {
    return host.canRunAny();
  }

  /** Ends: "ended", if all workers do. */
  public Object outcome() {
    goOn.set();
    host.finishAll();
    host.goOn();
    host.finishAll();
    return host.result();
  }
}
