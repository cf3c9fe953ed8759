package dev.fairlead;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A task started by {@code start} belongs to its starter until it is ready, then to its group. */
@ForEveryBackend
class TaskGroupStartTest {

  private final List<String> trail = new CopyOnWriteArrayList<>();

  @Test
  void theStarterWaitsForTheTaskToBeReady() {
    TaskGroup.run(group -> {
      int port =
          group.start((TaskStatus<Integer> status) -> {
            Fairlead.sleep(ofMillis(5));
            trail.add("ready");
            status.started(8080);
          });
      trail.add("port " + port);
    });

    assertEquals(List.of("ready", "port 8080"), trail);
  }

  @Test
  void theTaskGoesOnInTheGroup() {
    TaskGroup.run(group -> {
      var goOn = new Event();
      group.start((TaskStatus<String> status) -> {
        status.started("ready");
        goOn.await();
        trail.add("task");
      });
      trail.add("body");
      goOn.set();
    });

    assertEquals(List.of("body", "task"), trail);
  }

  @Test
  void theParentIsTheStarterAndThenTheHostOfTheGroup() {
    long host = Fairlead.currentTask().id();
    var starter = new AtomicLong();
    var parents = new ArrayList<Long>();

    TaskGroup.run(group ->
        group
            .startSoon(() -> {
              starter.set(Fairlead.currentTask().id());
              group.start((TaskStatus<String> status) -> {
                parents.add(Fairlead.currentTask().parentId().orElseThrow());
                status.started("ready");
                parents.add(Fairlead.currentTask().parentId().orElseThrow());
              });
            })
            .join());

    assertEquals(List.of(starter.get(), host), parents);
  }

  @Test
  void aFunctionMadeForStartRunsWithoutIt() {
    TaskGroup.run(group ->
        group.startSoon(() -> {
          TaskStatus<String> nobody = TaskStatus.ignored();
          nobody.started("unheard");
          trail.add("ran");
        }));

    assertEquals(List.of("ran"), trail);
  }

  @Test
  void theHandleOfAStartedTaskCancelsIt() {
    TaskGroup.run(group -> {
      TaskGroup.Started<String> started =
          group.startWithHandle(
              o -> o.withName("server"),
              (TaskStatus<String> status) -> {
                status.started("ready");
                Fairlead.sleepForever();
              });
      assertEquals("ready", started.value());
      assertEquals("server", started.handle().name());
      started.handle().cancelAndJoin();
      assertEquals(TaskHandle.Status.CANCELLED, started.handle().status());
    });
  }
}
