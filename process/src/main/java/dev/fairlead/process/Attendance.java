package dev.fairlead.process;

import static dev.fairlead.process.ProcessSettings.STDERR;
import static dev.fairlead.process.ProcessSettings.STDIN;
import static dev.fairlead.process.ProcessSettings.STDOUT;

import dev.fairlead.Action;
import dev.fairlead.BrokenResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.process.CompletedProcess.Captured;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tasks that feed one process and take what it gives. */
final class Attendance {

  private final ChildProcess process;
  private final TaskGroup group;
  private final List<TaskHandle<@Nullable Void>> feeding = new ArrayList<>();
  private final List<TaskHandle<@Nullable Void>> taking = new ArrayList<>();
  private final Map<Integer, Capture> captures = new TreeMap<>();

  // Written by the feeding task, read once it has ended.
  private boolean inputConsumed = true;

  Attendance(ChildProcess process, TaskGroup group) {
    this.process = process;
    this.group = group;
  }

  /** Copies for all redirects to and from streams. */
  void pump(NavigableMap<Integer, Redirect> redirects) {
    redirects.forEach((descriptor, redirect) -> {
      switch (redirect) {
        case Redirections.Source(ByteReceiveStream source) -> feedFrom(source);
        case Redirections.Sink(ByteSendStream sink) -> copy(descriptor, sink);
        case Redirections.Lines lines ->
            take(new LineCopy(process.output(descriptor), descriptor, lines)::toEnd);
        default -> {} // Nothing to copy.
      }
    });
  }

  private void copy(int descriptor, ByteSendStream sink) {
    take(() -> {
      process.output(descriptor).copyTo(sink);
    });
  }

  private void take(Action<IOException> copying) {
    taking.add(group.startSoon(copying));
  }

  void feed(byte[] input) {
    feed(stdin -> stdin.send(input));
  }

  private void feedFrom(ByteReceiveStream source) {
    feed(source::copyTo);
  }

  /** Sends something to a standard input. */
  @FunctionalInterface
  private interface Feed {
    void to(ByteSendStream stdin) throws IOException;
  }

  private void feed(Feed feed) {
    inputConsumed = false;
    feeding.add(
        group.startSoon(() -> {
          try (ByteSendStream stdin = process.input(STDIN)) {
            feed.to(stdin);
            inputConsumed = true;
          } catch (BrokenResourceException e) {
            // The program wants no more: the usual end of its input, its exit code says the rest.
          }
        }));
  }

  void capture(int descriptor, Capture capture) {
    captures.put(descriptor, capture);
    take(() -> capture.receiveAll(process.output(descriptor)));
  }

  /** Waits for what the process has written, once it has ended. A checkpoint. */
  void finish(Duration grace) throws IOException {
    feeding.forEach(TaskHandle::cancelAndJoin);
    CancelScope.moveOnAfter(grace).run(() -> taking.forEach(TaskHandle::join));
    taking.forEach(TaskHandle::cancelAndJoin);
    // On a busy machine the grace can pass before a task has come to read what is there.
    for (var capture : captures.entrySet()) {
      capture.getValue().receiveAvailable(process.pipeFrom(capture.getKey()));
    }
  }

  CompletedProcess completed(ExitStatus status) {
    return new CompletedProcess(
        process.command(), status, captured(STDOUT), captured(STDERR), inputConsumed);
  }

  private Captured captured(int descriptor) {
    Capture capture = captures.get(descriptor);
    return capture == null ? Captured.NOTHING : capture.result();
  }
}
