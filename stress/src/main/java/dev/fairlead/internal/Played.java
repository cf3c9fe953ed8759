package dev.fairlead.internal;

import dev.fairlead.Body;
import dev.fairlead.TaskOptions;
import dev.fairlead.internal.loop.PlayedStrand;
import java.util.ArrayList;
import java.util.List;

/**
 * A task that a race plays: it runs when it is told to, as far as it can. What runs is all of the
 * library, but for the scheduler; nothing is left out or stands in for something else.
 *
 * <p>A race brings its tasks to where it begins, lets its actors tell them to run, cancel them, and
 * do themselves what is done to them, and lets the arbiter finish them. One that waits then will
 * wait for ever.
 */
public final class Played {
  private static final Engine ENGINE = ByHand.engine();

  private final Task<Object> task;

  private Played(Body<Object, ?> body) {
    var spec = new TaskSpec<Object>(body, Played.class, TaskOptions.defaults());
    task = new Task<>(ENGINE, spec, null, (_, _) -> {});
    task.start();
  }

  /** A task that has not begun. */
  public static Played ready(Body<Object, ?> body) {
    return new Played(body);
  }

  /** A task that has run as far as it can: it waits, or pauses. */
  public static Played waiting(Body<Object, ?> body) {
    var played = new Played(body);
    played.finish();
    return played;
  }

  /** Lets the current task, which is played, wait for {@link #goOn}. */
  public static void pause() {
    ((PlayedStrand) Task.current().strand()).pause();
  }

  /** Lets the task run as far as it can, and then run on from a pause. */
  public void goOn() {
    strand().goOn();
  }

  /** Lets the task run as far as it can, if it can. */
  public void run() {
    strand().run();
  }

  /** Cancels the task, which does not run for that. */
  public void cancel() {
    task.cancel("in a race");
  }

  /** Cancels the task, and lets it find its way out. */
  public void cancelAndRun() {
    cancel();
    run();
  }

  /** Whether the task has come to its end. */
  public boolean hasEnded() {
    return task.hasEnded();
  }

  /** Lets the task run to where it waits for ever, or to its end. When nobody else plays it. */
  public void finish() {
    strand().runUntilItWaits();
  }

  /** As {@link #finish}, for all tasks below it too. */
  public void finishAll() {
    do {
      strands().forEach(PlayedStrand::runUntilItWaits);
    } while (canRunAny());
  }

  /** Whether this task can run on, or one below it. */
  public boolean canRunAny() {
    return strands().stream().anyMatch(PlayedStrand::canRun);
  }

  private List<PlayedStrand> strands() {
    List<PlayedStrand> all = new ArrayList<>();
    TaskWalk.from(task, each -> all.add((PlayedStrand) each.strand()));
    return all;
  }

  /** What the task returned, or what became of it. None is left behind asleep. */
  public Object result() {
    finish();
    return switch (task.status()) {
      case FINISHED -> task.result();
      case FAILED -> task.failure().orElseThrow().getClass().getSimpleName();
      case CANCELLED -> "cancelled";
      case PENDING, CANCELLING -> {
        cancelAndRun(); // The JDK keeps a thread that has not ended, and its memory.
        yield "asleep";
      }
    };
  }

  private PlayedStrand strand() {
    return (PlayedStrand) task.strand();
  }
}
