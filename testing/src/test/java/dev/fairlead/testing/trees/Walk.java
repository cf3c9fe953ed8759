package dev.fairlead.testing.trees;

import dev.fairlead.Cancelled;
import dev.fairlead.DeadlineExceededException;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.testing.trees.Step.InGroup;
import dev.fairlead.testing.trees.Step.InScope;
import dev.fairlead.testing.trees.Step.Sequence;
import dev.fairlead.testing.trees.Step.Start;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** Runs a program and notes how everything in it has ended, and when. */
final class Walk {

  private final World world;
  private final SortedMap<String, String> ends = new ConcurrentSkipListMap<>();

  /** A failure that a program wants. */
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String what) {
      super(what);
    }
  }

  Walk(World world) {
    this.world = world;
  }

  /** How everything has ended. */
  SortedMap<String, String> ends() {
    return new TreeMap<>(ends);
  }

  void run(Step step) throws Exception {
    switch (step) {
      case Sequence(var steps) -> {
        for (Step each : steps) {
          run(each);
        }
      }
      case Step.Sleep(var nanos) -> world.sleep(nanos);
      case InScope scope ->
          note(
              "scope " + scope.scope(),
              () -> world.inScope(scope, () -> run(scope.body())),
              () -> world.fate(scope.scope()));
      case InGroup group ->
          note(
              "group " + group.scope(),
              () -> world.inGroup(group, () -> run(group.body())),
              () -> world.fate(group.scope()));
      case Step.Spawn(var group, var task, var role, var body) ->
          world.spawn(group, task, role, () -> note("task " + task, () -> run(body)));
      case Start start -> start(start);
      case Step.Cancel(var scope) -> world.cancel(scope);
      case Step.Ask(var scope, var grace) -> world.ask(scope, grace);
      case Step.Move(var scope, var nanos) -> world.move(scope, nanos);
      case Step.Shield(var scope, var up) -> world.shield(scope, up);
      case Step.CancelTask(var task) -> world.cancelTask(task);
      case Step.Join(var task) -> world.join(task);
      case Step.AwaitStop() -> world.awaitStop();
      case Step.AwaitIdle(var group) -> world.awaitIdle(group);
      case Step.Fail(var what) -> throw new Failure(what);
      case Step.CleanedUp(var body, var cleanUp) -> {
        try {
          run(body);
        } finally {
          run(cleanUp);
        }
      }
      case Step.Catching(var place, var body) -> {
        try {
          run(body);
        } catch (Exception e) {
          ends.put("caught at " + place, told(e));
        }
      }
    }
  }

  private void start(Start start) throws Exception {
    note(
        "start of " + start.task(),
        () ->
            world.start(
                start.group(),
                start.task(),
                start.role(),
                ready ->
                    note(
                        "task " + start.task(),
                        () -> {
                          run(start.before());
                          ends.put("ready " + start.task(), "" + ready.getAsBoolean());
                          run(start.after());
                        })));
  }

  private void note(String what, World.Code code) throws Exception {
    note(what, code, () -> "");
  }

  private void note(String what, World.Code code, Supplier<String> fate) throws Exception {
    String end = "";
    try {
      code.run();
      end = "returned";
    } catch (Throwable t) {
      end = told(t);
      throw t;
    } finally {
      ends.put(what, end + " at " + world.now() + fate.get());
    }
  }

  /** What was thrown, the same for the library and the model. */
  static String told(Throwable thrown) {
    return switch (thrown) {
      case ExceptionGroup group ->
          group.exceptions().stream().map(Walk::told).sorted().toList() + "";
      case DeadlineExceededException _ -> "late";
      case Failure failure -> "" + failure.getMessage();
      case Cancelled _, Model.Unwinding _ -> "cancelled";
      case IllegalStateException _ -> "refused";
      default -> throw new AssertionError("neither of them throws this", thrown);
    };
  }
}
