package dev.fairlead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A group does not keep the tasks that have ended until others come. */
@ForEveryBackend
class EndedTasksTest {

  private static final int CROWD = 1_000;
  private static final int MAY_BE_KEPT = 100;
  private static final int STAYING = 10;
  private static final int ROUNDS = 20;
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

  @Test
  void aCrowdThatHasEndedIsLetGoOf() {
    TaskGroup.run(group -> {
      var over = new Event();
      over.set();
      var crowd = startCrowd(group, UnaryOperator.identity(), over);
      awaitLetGo(crowd);
    });
  }

  /** The last of a crowd end while those before them are swept out. */
  @Test
  @Tag("slow")
  void aCrowdIsLetGoOfThoughSomeOfItStay() {
    long until = System.nanoTime() + LONG_ENOUGH.toNanos(); // Others may want the processors too.
    for (int round = 0; round < ROUNDS && System.nanoTime() < until; round++) {
      endACrowdButForSome();
    }
  }

  private static void endACrowdButForSome() {
    TaskGroup.run(group -> {
      var over = new Event();
      var staying = new ArrayList<TaskHandle<?>>();
      var crowd = new ArrayList<WeakReference<TaskHandle<?>>>();
      for (int i = 0; i < STAYING; i++) {
        crowd.addAll(startCrowd(group, UnaryOperator.identity(), over));
        staying.add(group.startSoon(Fairlead::sleepForever));
      }
      Fairlead.awaitAllTasksBlocked();
      over.set();
      awaitLetGo(crowd);

      Fairlead.awaitAllTasksBlocked();
      assertEquals(STAYING, group.activeCount());
      group.cancel();
      staying.forEach(TaskHandle::join);
    });
  }

  @Test
  void aCrowdOfServicesIsLetGoOf() {
    TaskGroup.run(group -> {
      var over = new Event();
      var crowd = startCrowd(group, TaskOptions::withService, over);
      over.set();
      awaitLetGo(crowd);
    });
  }

  @Test
  void whoKeepsAHandleKeepsNoOtherTask() {
    TaskGroup.run(group -> {
      var over = new Event();
      var crowd = startCrowd(group, UnaryOperator.identity(), over);
      TaskHandle<?> kept = Objects.requireNonNull(crowd.get(CROWD / 2).get());
      over.set();
      awaitLetGo(crowd);
      assertEquals(TaskHandle.Status.FINISHED, kept.status());
    });
  }

  private static List<WeakReference<TaskHandle<?>>> startCrowd(
      TaskGroup group, UnaryOperator<TaskOptions> options, Event over) {
    var crowd = new ArrayList<WeakReference<TaskHandle<?>>>();
    for (int i = 0; i < CROWD; i++) {
      crowd.add(new WeakReference<>(group.startSoon(options, over::await)));
    }
    return crowd;
  }

  /** Ends only once nobody keeps more than a few of them. */
  private static void awaitLetGo(List<WeakReference<TaskHandle<?>>> crowd) {
    while (kept(crowd) > MAY_BE_KEPT) {
      Checkpoints.yieldNow();
      System.gc();
    }
  }

  private static long kept(List<WeakReference<TaskHandle<?>>> crowd) {
    return crowd.stream().filter(task -> !task.refersTo(null)).count();
  }
}
