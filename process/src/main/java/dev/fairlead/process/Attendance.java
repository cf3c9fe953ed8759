package dev.fairlead.process;

import static dev.fairlead.process.ProcessSettings.STDERR;
import static dev.fairlead.process.ProcessSettings.STDIN;
import static dev.fairlead.process.ProcessSettings.STDOUT;

import dev.fairlead.Action;
import dev.fairlead.BrokenResourceException;
import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
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
  private final List<OutputToEnd> outputs = new ArrayList<>();
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
            take(new LineCopy(outputOf(descriptor), descriptor, lines)::toEnd);
        default -> {} // Nothing to copy.
      }
    });
  }

  private void copy(int descriptor, ByteSendStream sink) {
    OutputToEnd output = outputOf(descriptor);
    take(() -> {
      output.copyTo(sink);
    });
  }

  private OutputToEnd outputOf(int descriptor) {
    var output = new OutputToEnd(process.pipeFrom(descriptor));
    outputs.add(output);
    return output;
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
    var stdin = new FedInput(process.input(STDIN));
    feeding.add(group.startSoon(() -> feed(stdin, feed)));
  }

  private void feed(FedInput stdin, Feed feed) throws IOException {
    try (stdin) {
      feed.to(stdin);
      inputConsumed = true;
    } catch (BrokenResourceException e) {
      // A program that wants no more is the usual end of its input, and its exit code says the
      // rest.
      if (!stdin.isRefused()) {
        throw e;
      }
    }
  }

  void capture(int descriptor, Capture capture) {
    captures.put(descriptor, capture);
    OutputToEnd output = outputOf(descriptor);
    take(() -> capture.receiveAll(output));
  }

  /**
   * Waits until what the process has written was taken, once it has ended. A checkpoint.
   *
   * @param grace how long to wait for what others write who still hold its pipes
   */
  void finish(Duration grace) {
    feeding.forEach(TaskHandle::cancelAndJoin);
    Deadline last = Fairlead.currentTime().plus(grace);
    outputs.forEach(output -> output.endAt(last));
    taking.forEach(TaskHandle::join);
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
