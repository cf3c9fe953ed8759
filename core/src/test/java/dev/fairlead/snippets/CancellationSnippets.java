package dev.fairlead.snippets;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelCause;
import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.Deadline;
import dev.fairlead.DeadlineExceededException;
import dev.fairlead.Fairlead;
import dev.fairlead.ScopeCancelledException;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.ArrayList;
import java.util.List;

class CancellationSnippets {

  private final List<String> log = new ArrayList<>();

  @ForEveryBackend
  void options() {
    // @start region="options"
    CancelScope scope =
        CancelScope.create(o -> o.withName("upload").withDelay(ofSeconds(30)).withFailure());
    scope.run(() -> log.add("uploaded"));
    // @end
    assertEquals(List.of("uploaded"), log);
  }

  @ForEveryBackend
  void deadline() {
    // @start region="deadline"
    Deadline lunch = Deadline.after(ofMillis(5));
    try {
      CancelScope.failAt(lunch).run(() -> Fairlead.sleep(ofDays(1)));
    } catch (DeadlineExceededException e) {
      log.add("late by " + Fairlead.currentTime().since(lunch));
    }
    // @end
    assertEquals(1, log.size());
  }

  // @start region="cause"
  private static String explain(CancelCause cause) {
    return switch (cause) {
      case CancelCause.DeadlinePassed late -> "too late: " + late.deadline();
      case CancelCause.Requested(String reason, _) -> reason;
      case CancelCause.Failed(String task, Throwable failure) -> task + ": " + failure;
      case CancelCause.Finished(String task) -> task + " had the answer first";
      case CancelCause.Interrupted(String thread) -> thread + " was interrupted";
      case CancelCause.Parent(CancelCause outer) -> explain(outer);
    };
  }

  // @end

  @ForEveryBackend
  void cause() {
    CancelScope scope = CancelScope.create();
    scope.cancel("not wanted any more");
    scope.run(Fairlead::sleepForever);
    assertEquals("not wanted any more", explain(scope.cancelCause().orElseThrow()));
  }

  @ForEveryBackend
  void cancelled() {
    CancelScope scope = CancelScope.moveOnAfter(ofMillis(5));
    scope.run(() -> {
      // @start region="cancelled"
      try {
        Fairlead.sleepForever();
      } catch (Cancelled cancelled) {
        log.add(cancelled.cancelCause().describe());
        throw cancelled; // only the scope may keep it
      }
      // @end
    });
    assertTrue(log.getFirst().startsWith("its deadline"));
  }

  @ForEveryBackend
  void value() {
    CancelScope scope = CancelScope.create();
    scope.cancel("closing time");
    // @start region="value"
    String page;
    try {
      page = scope.call(this::fetch);
    } catch (ScopeCancelledException e) {
      page = "no page: " + e.cancelCause().describe();
    }
    // @end
    assertTrue(page.endsWith("closing time"), page);
  }

  private String fetch() {
    Fairlead.sleepForever();
    return "page";
  }
}
