package dev.fairlead.process;

import dev.fairlead.CancelScope;
import dev.fairlead.Deadline;
import dev.fairlead.process.internal.pipe.ChildOutput;
import dev.fairlead.stream.ByteReceiveStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * What a process writes, for the task that takes it: until the end of the stream, or until a moment
 * after which nothing more is waited for. What the process has left in the pipe is given even then,
 * so a taker may be as slow as it likes. One task receives.
 */
final class OutputToEnd implements ByteReceiveStream {

  // As much as the largest pipe holds that a program may make for itself.
  private static final int MOST_LEFT = 1 << 20;

  // Where a thread reads the pipe, what is there comes a little later.
  private static final Duration MOMENT = Duration.ofMillis(100);

  private final ChildOutput output;

  // Any task. A receiver that misses the first is found by the second, or the other way round.
  private volatile Deadline last = Deadline.NEVER;
  private volatile CancelScope waiting = CancelScope.create();

  // Receiver only: how much may still come after that moment, from a pipe that others keep filling.
  private int left = MOST_LEFT;

  OutputToEnd(ChildOutput output) {
    this.output = output;
  }

  /** Sets the moment after which nothing is waited for. Any task. */
  void endAt(Deadline moment) {
    last = moment;
    waiting.moveDeadline(moment);
  }

  @Override
  public int receive(ByteBuffer target) throws IOException {
    Optional<Integer> count = receiveBefore(target);
    return count.isPresent() ? count.get() : receiveLeft(target);
  }

  /** Empty if the moment has come. */
  private Optional<Integer> receiveBefore(ByteBuffer target) throws IOException {
    CancelScope scope = CancelScope.create();
    waiting = scope;
    Deadline moment = last;
    if (!moment.isNever()) {
      scope.moveDeadline(moment);
    }
    return scope.attempt(() -> output.receive(target));
  }

  private int receiveLeft(ByteBuffer target) throws IOException {
    if (left <= 0) {
      return -1;
    }
    int count = output.receiveAvailable(target);
    if (count == 0) {
      count = CancelScope.moveOnAfter(MOMENT).attempt(() -> output.receive(target)).orElse(-1);
    }
    left -= count;
    return count;
  }

  @Override
  public void close() {
    output.close();
  }

  @Override
  public void closeForcefully() {
    output.close();
  }

  @Override
  public String toString() {
    return output.toString();
  }
}
