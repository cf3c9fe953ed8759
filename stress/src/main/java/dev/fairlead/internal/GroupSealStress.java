package dev.fairlead.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.TaskGroup;
import dev.fairlead.internal.loop.PlayedStrand;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A group is sealed as somebody adds a task, or as its last task ends. It ends in any case. */
public class GroupSealStress {
  private TaskGroup group;
  private final Played host;

  private GroupSealStress() {
    host =
        Played.waiting(() -> {
          TaskGroup.run(opened -> {
            group = opened;
            Played.pause();
          });
          return "ended";
        });
  }

  /** Starts a task that has not run; null if the group takes no more. */
  private PlayedStrand start() {
    try {
      var task = (Task<?>) group.startSoon(() -> {});
      return (PlayedStrand) task.strand();
    } catch (IllegalStateException e) {
      return null;
    }
  }

  /** Either the task counts, or there is none; after both there is no place any more. */
  @JCStressTest
  @JCStressMeta(GroupSealStress.class)
  @State
  @Outcome(id = "refused, ended", expect = ACCEPTABLE, desc = "the group ends")
  @Outcome(expect = FORBIDDEN, desc = "takes more, or ends too early, or never")
  public static class SealedAsOneIsStarted {
    private final GroupSealStress race = new GroupSealStress();
    private PlayedStrand task;

    @Actor
    public void seals() {
      race.group.seal();
    }

    @Actor
    public void starts() {
      task = race.start();
    }

    @Arbiter
    public void outcome(LL_Result result) {
      result.r1 = race.start() == null ? "refused" : "taken";
      race.host.goOn();
      boolean early = task != null && race.host.hasEnded();
      if (task != null) {
        task.run();
      }
      result.r2 = early ? "ended without the task" : race.host.result();
    }
  }

  /** The one who waits for the last task is woken. */
  @JCStressTest
  @JCStressMeta(GroupSealStress.class)
  @State
  @Outcome(id = "refused, ended", expect = ACCEPTABLE, desc = "the group ends")
  @Outcome(expect = FORBIDDEN, desc = "the group does not end")
  public static class SealedAsTheLastEnds {
    private final GroupSealStress race = new GroupSealStress();
    private final PlayedStrand task = race.start();

    public SealedAsTheLastEnds() {
      race.host.goOn();
    }

    @Actor
    public void seals() {
      race.group.seal();
    }

    @Actor
    public void ends() {
      task.run();
    }

    @Arbiter
    public void outcome(LL_Result result) {
      result.r2 = race.host.result();
      result.r1 = race.start() == null ? "refused" : "taken";
    }
  }
}
