package dev.fairlead.benchmarks.tasks;

import dev.fairlead.benchmarks.harness.Contest;
import dev.fairlead.benchmarks.harness.Hosts;
import dev.fairlead.benchmarks.harness.Scenario;
import dev.fairlead.benchmarks.kotlin.KotlinTasks;
import java.time.Duration;
import java.util.List;

/** Every scenario about tasks, and who takes part in it. */
public final class TaskContests {
  /** How many tasks are started at once where many are. */
  static final int CROWD = 1_000;

  /** How many other deadlines are armed where that must make no difference. */
  static final int ARMED = 100_000;

  private static final String BARE = "virtual-thread";
  private static final String LOCK = "lock-unlock";
  private static final int CANCELLED = 100_000;
  private static final int SLEEPING = 1_000_000;

  private TaskContests() {}

  public static List<Contest> all() {
    return List.of(
        groupOfOne(),
        spawnAndJoin(),
        groupOfThousand(),
        handOver(),
        checkpoint(),
        failAfter(),
        cancelCrowd(),
        sleepingCrowd());
  }

  private static Contest groupOfOne() {
    var contest =
        Contest.timed("group-of-one", "open a group, run one task in it, close it", BARE)
            .with(BARE, BareTasks::startAndJoin)
            .withPreview("structured-task-scope", "StsTasks", "groupOfOne")
            .withPreview("jox", "JoxTasks", "groupOfOne")
            .with("kotlin-one-thread", KotlinTasks::groupOfOneOnOneThread)
            .with("kotlin-default", KotlinTasks::groupOfOneOnDefault);
    Hosts.backends().forEach((name, b) -> contest.with(name, new FairleadTasks(b)::groupOfOne));
    return contest;
  }

  private static Contest spawnAndJoin() {
    var contest =
        Contest.timed("spawn-join", "start a task in an open group and wait for it", BARE)
            .with(BARE, BareTasks::startAndJoin)
            .withPreview("jox", "JoxTasks", "spawnAndJoin")
            .with("kotlin-one-thread", KotlinTasks::spawnAndJoinOnOneThread)
            .with("kotlin-default", KotlinTasks::spawnAndJoinOnDefault);
    Hosts.backends().forEach((name, b) -> contest.with(name, new FairleadTasks(b)::spawnAndJoin));
    return contest;
  }

  private static Contest groupOfThousand() {
    var contest =
        Contest.timed("group-of-thousand", "a thousand tasks in a group; costs of one", BARE)
            .with(BARE, BareTasks::startThousandAndJoin)
            .withPreview("structured-task-scope", "StsTasks", "groupOfThousand")
            .withPreview("jox", "JoxTasks", "groupOfThousand")
            .with("kotlin-one-thread", KotlinTasks::groupOfThousandOnOneThread)
            .with("kotlin-default", KotlinTasks::groupOfThousandOnDefault);
    Hosts.backends()
        .forEach((name, b) -> contest.with(name, new FairleadTasks(b)::groupOfThousand));
    return contest;
  }

  private static Contest handOver() {
    var contest =
        Contest.timed("hand-over", "two tasks wake each other in turn; costs of one turn", BARE)
            .with(BARE, BareTasks::handOver);
    Hosts.backends().forEach((name, b) -> contest.with(name, new FairleadTasks(b)::handOver));
    return contest;
  }

  private static Contest checkpoint() {
    var contest =
        Contest.timed("checkpoint", "look for a cancellation; there is none", LOCK)
            .with(LOCK, BareTasks::lockAndUnlock)
            .with("kotlin-one-thread", KotlinTasks::ensureActive);
    Hosts.backends().forEach((name, b) -> contest.with(name, new FairleadTasks(b)::checkpoints));
    return contest;
  }

  private static Contest failAfter() {
    var contest =
        Contest.timed("fail-after", "a time limit around a body that does not wait", LOCK)
            .with(LOCK, BareTasks::lockAndUnlock)
            .withPreview("structured-task-scope", "StsTasks", "timeoutAroundNothing")
            .withPreview("jox", "JoxTasks", "timeoutAroundNothing")
            .with("kotlin-one-thread", KotlinTasks::timeoutAroundNothing);
    Hosts.backends()
        .forEach((name, b) -> {
          var tasks = new FairleadTasks(b);
          contest.with(name, tasks::failAfterNothing);
          contest.with(name + "-100k-armed", List.of(), () -> new LimitBesideSleepers(b, ARMED));
        });
    return contest;
  }

  private static Contest cancelCrowd() {
    var scenario =
        new Scenario("cancel-100k", "cancel 100,000 sleeping tasks", BARE, CancelCrowd.METRICS);
    var contest = new Contest(scenario);
    cancelling(contest, BARE, Crowds::interruptBare);
    cancelling(contest, "kotlin-default", KotlinTasks::cancelCrowd);
    Hosts.backends()
        .forEach((name, b) -> cancelling(contest, name, n -> Crowds.cancelFairlead(b, n)));
    return contest;
  }

  private static void cancelling(Contest contest, String name, CancelCrowd.Sleepers sleepers) {
    contest.with(name, List.of(), () -> new CancelCrowd(CANCELLED, sleepers));
  }

  private static Contest sleepingCrowd() {
    var scenario =
        new Scenario(
            "sleep-1m", "1,000,000 tasks sleep until random times", BARE, SleepingCrowd.METRICS);
    var contest = new Contest(scenario);
    sleeping(contest, BARE, Crowds::sleepBare);
    Hosts.backends()
        .forEach((name, b) -> {
          sleeping(contest, name, crowd -> Crowds.sleepFairlead(b, crowd));
          sleeping(contest, name + "-limit", crowd -> Crowds.sleepUnderDeadlines(b, crowd));
        });
    return contest;
  }

  private static void sleeping(Contest contest, String name, SleepingCrowd.Sleepers sleepers) {
    var shortest = Duration.ofSeconds(15);
    var spread = Duration.ofSeconds(5);
    contest.with(name, List.of(), () -> new SleepingCrowd(SLEEPING, shortest, spread, sleepers));
  }
}
