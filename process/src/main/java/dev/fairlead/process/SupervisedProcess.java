package dev.fairlead.process;

import dev.fairlead.ExceptionGroup;
import dev.fairlead.Fairlead;
import dev.fairlead.Supervisor;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.lowlevel.WaitQueue;
import dev.fairlead.lowlevel.WaitReason;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program that is started again when it ends, from {@link Processes#superviseProcess}.
 *
 * {@snippet file="SupervisionSnippets.java" region="supervise"}
 *
 * <p>Its process belongs to a task of the group: whatever ends the task ends the process. When the
 * supervisor gives up, the task fails, and so does the group unless it tolerates failures. Any task
 * may use this object.
 *
 * <p>Once the task was asked to come to an end, a program that a request to end has ended too has
 * done as it should: Ctrl-C in a terminal goes to all programs there.
 */
public final class SupervisedProcess {

  private static final Set<Signal> REQUESTS_TO_END =
      Set.of(Signal.SIGHUP, Signal.SIGINT, Signal.SIGTERM);

  private final ProcessTask task;
  private final WaitQueue waiting = new WaitQueue();
  private final WaitReason reason;

  // Guarded by this.
  private @Nullable ChildProcess ready;
  private long starts;
  private boolean over;

  // Written once, before anybody else has this object.
  private @Nullable TaskHandle<@Nullable Void> handle;

  private SupervisedProcess(ProcessTask task) {
    this.task = task;
    this.reason = new ReadyReason("a process that is ready, of " + task.command());
  }

  private record ReadyReason(String describe) implements WaitReason {
    @Override
    public boolean external() {
      return true;
    }
  }

  static SupervisedProcess start(TaskGroup group, Supervisor supervisor, ProcessTask task) {
    var supervised = new SupervisedProcess(task);
    supervised.handle =
        group.startSoon(
            o -> o.withName("supervise " + task.command()), () -> supervised.run(supervisor));
    return supervised;
  }

  /** Until the supervisor starts it no more. */
  private void run(Supervisor supervisor) throws Exception {
    try {
      TaskGroup.<Exception>run(
          o -> o.withPlainFailure(),
          group -> supervisor.start(group, "run " + task.command(), this::runOnce));
    } catch (ExceptionGroup failures) {
      failures.throwSingle(Exception.class);
      throw failures;
    } finally {
      set(null, true);
    }
  }

  private void runOnce() throws Exception {
    started();
    try {
      task.run(process -> {
        set(process, false);
        return true;
      });
    } catch (ProcessFailedException e) {
      if (!Fairlead.stopRequested() || !wasAskedToEnd(e.status())) {
        throw e;
      }
    } finally {
      set(null, false);
    }
  }

  /** By a signal, or by itself with the code by which programs tell of one. */
  private static boolean wasAskedToEnd(ExitStatus status) {
    return REQUESTS_TO_END.stream().anyMatch(signal -> status.code() == 128 + signal.number());
  }

  private synchronized void started() {
    starts++;
  }

  private void set(@Nullable ChildProcess process, boolean last) {
    synchronized (this) {
      ready = process;
      over |= last;
    }
    waiting.wakeAll();
  }

  /**
   * The process that runs and is ready; waits for one as long as there is none. It may end at any
   * moment. A checkpoint.
   *
   * @throws IllegalStateException if it is not started again
   */
  public ChildProcess process() {
    while (true) {
      waiting.awaitWhile(() -> currentProcess().isEmpty() && !isOver(), reason);
      Optional<ChildProcess> current = currentProcess();
      if (current.isPresent()) {
        return current.get();
      }
      ensureNotOver();
    }
  }

  private void ensureNotOver() {
    if (isOver()) {
      throw new IllegalStateException(
          "the supervisor has ended after "
              + starts()
              + " starts, and does not start this again: "
              + task.command());
    }
  }

  /** The process that runs and is ready; empty while there is none. */
  public synchronized Optional<ChildProcess> currentProcess() {
    return Optional.ofNullable(ready).filter(process -> process.exitStatus().isEmpty());
  }

  /** How many times the program was started. */
  public synchronized long starts() {
    return starts;
  }

  /** Whether it is not started again: it was stopped, has ended well, or too often badly. */
  public synchronized boolean isOver() {
    return over;
  }

  /** Ends the process, waits for that, and starts it no more. A checkpoint. */
  public void stop() {
    TaskHandle<@Nullable Void> supervising = handle;
    if (supervising != null) {
      supervising.cancelAndJoin();
    }
  }

  @Override
  public String toString() {
    return "supervised, started " + starts() + " times: " + task.command();
  }
}
