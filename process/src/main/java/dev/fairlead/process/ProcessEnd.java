package dev.fairlead.process;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.TaskGroup;
import dev.fairlead.process.internal.pipe.ChildOutput;
import dev.fairlead.process.internal.spawn.Child;
import dev.fairlead.stream.ByteReceiveStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;

/** The end of a process: asked for, then enforced, and waited for. */
final class ProcessEnd {

  private final ChildProcess process;
  private final Child child;
  private final Collection<ChildOutput> outputs;

  ProcessEnd(ChildProcess process, Collection<ChildOutput> outputs) {
    this.process = process;
    this.child = process.child();
    this.outputs = outputs;
  }

  /**
   * Ends the process and those it has started.
   *
   * @param grace how long it may take after {@code SIGTERM}
   * @param afterKill how long it may take after {@code SIGKILL}
   */
  void within(Duration grace, Duration afterKill) throws IOException {
    if (child.status().isEmpty()) {
      signal(Signal.SIGTERM);
      if (!comesWithin(grace)) {
        signal(Signal.SIGKILL);
        if (!comesWithin(afterKill)) {
          child.abandon();
          throw new ProcessStuckException(process.pid(), process.command(), afterKill);
        }
      }
    }
    child.release(grace);
  }

  /** A process that may not be signalled, such as one of another user, is reaped when it ends. */
  private void signal(Signal signal) throws IOException {
    try {
      child.signalAll(signal.number());
    } catch (IOException e) {
      child.abandon();
      throw new IOException(
          signal + " cannot be sent to " + process + ", which goes on: " + e.getMessage(), e);
    }
  }

  /** Reads what nobody else does, so that a program that wants to say goodbye is not held up. */
  private boolean comesWithin(Duration limit) {
    CancelScope.moveOnAfter(limit)
        .run(() ->
            TaskGroup.run(group -> {
              outputs.stream()
                  .filter(output -> !output.isReceiving() && !output.isClosed())
                  .forEach(output -> group.startSoon(() -> discard(output)));
              child.await();
              group.cancel("the process has ended");
            }));
    return child.status().isPresent();
  }

  private static void discard(ChildOutput output) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(ByteReceiveStream.DEFAULT_MAX_BYTES);
    try {
      while (output.receive(buffer.clear()) >= 0) {
        // Nobody wants it.
      }
    } catch (BusyResourceException | ClosedResourceException e) {
      // Another task has begun to receive, or has closed it: nothing is held up.
    }
  }
}
