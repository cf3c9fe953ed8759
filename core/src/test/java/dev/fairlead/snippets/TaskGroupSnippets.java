package dev.fairlead.snippets;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskGroup.GroupAction;
import dev.fairlead.TaskGroup.GroupBody;
import dev.fairlead.TaskHandle;
import dev.fairlead.TaskInfo;
import dev.fairlead.TaskStatus;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

class TaskGroupSnippets {

  @ForEveryBackend
  void group() {
    // @start region="group"
    int sum =
        TaskGroup.call(group -> {
          TaskHandle<Integer> answer = group.startSoon(() -> 42); // runs beside this body
          int port = group.start(TaskGroupSnippets::serve); // waits until it is ready
          group.cancelScope().cancelAfter(java.time.Duration.ofDays(1), "closing time");
          return answer.await() + port;
        });
    // @end
    assertEquals(8122, sum);
  }

  private static void serve(TaskStatus<Integer> status) {
    status.started(8080);
    Fairlead.awaitStopRequested();
  }

  private final List<String> log = new CopyOnWriteArrayList<>();

  @ForEveryBackend
  void options() {
    // @start region="options"
    TaskGroup.run(
        o -> o.withName("printers").withSupervision(), // one that fails leaves the others alone
        group -> {
          group.startSoon(o -> o.withName("clock").withService(), Fairlead::sleepForever);
          group.startSoon(o -> o.withName("printer"), () -> log.add("printed"));
        });
    // @end
    assertEquals(List.of("printed"), log);
  }

  @ForEveryBackend
  void handle() {
    // @start region="handle"
    TaskGroup.run(group -> {
      TaskHandle<String> page = group.startSoon(() -> "page");
      TaskHandle<?> pinger = group.startSoon(Fairlead::sleepForever);
      log.add(page.await());
      pinger.cancel("no longer needed");
      pinger.join();
      log.add(
          switch (pinger.status()) {
            case PENDING, CANCELLING -> "still there";
            case FINISHED, FAILED -> "ended by itself";
            case CANCELLED -> "gone";
          });
    });
    // @end
    assertEquals(List.of("page", "gone"), log);
  }

  @ForEveryBackend
  void info() {
    TaskGroup.run(group -> {
      // @start region="info"
      TaskInfo sleeper = group.startSoon(o -> o.withName("nap"), Fairlead::sleepForever).info();
      Fairlead.awaitAllTasksBlocked();
      log.add(sleeper.name() + " waits for " + sleeper.waitingFor().orElse("nothing"));
      // @end
      group.cancel();
    });
    assertEquals(List.of("nap waits for sleep until cancelled"), log);
  }

  @ForEveryBackend
  void ready() {
    // @start region="ready"
    TaskGroup.run(group -> {
      TaskGroup.StartBody<Integer, RuntimeException> server =
          status -> {
            status.started(8080); // start() returns here, and the task goes on
            Fairlead.sleepForever();
          };
      TaskGroup.Started<Integer> started = group.startWithHandle(o -> o.withName("server"), server);
      log.add("listens on " + started.value());
      started.handle().cancel();
    });
    // @end
    assertEquals(List.of("listens on 8080"), log);
  }

  // @start region="around"
  /** A group that ends after ten seconds at the latest. */
  private static <X extends Exception> void hurried(GroupAction<X> body) throws X {
    CancelScope.failAfter(ofSeconds(10)).run(() -> TaskGroup.run(body));
  }

  /** The same with a value. */
  private static <T, X extends Exception> T hurriedCall(GroupBody<T, X> body) throws X {
    return CancelScope.failAfter(ofSeconds(10)).call(() -> TaskGroup.call(body));
  }

  // @end

  @ForEveryBackend
  void around() {
    hurried(group -> group.startSoon(() -> log.add("done")));
    int answer = hurriedCall(group -> group.startSoon(() -> 42).await());
    assertEquals(42, answer);
    assertEquals(List.of("done"), log);
  }
}
