package dev.fairlead.process.internal.spawn;

import dev.fairlead.process.ExitStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process that the kernel does not let go: no signal ends it. */
public final class StuckChild extends Child {

  private final List<Integer> signals = new ArrayList<>();
  private boolean refusing;
  private boolean abandoned;

  /** Makes one with a number that no process has. */
  public StuckChild() {
    super(Integer.MAX_VALUE, "stuck");
  }

  @Override
  public boolean signal(int number) {
    return signals.add(number);
  }

  /** Lets no signal reach it from now on. */
  public void refuseSignals() {
    refusing = true;
  }

  @Override
  public void signalAll(int number) throws IOException {
    if (refusing) {
      throw new IOException("not permitted");
    }
    signals.add(number);
  }

  @Override
  public void release(Duration grace) {
    throw new AssertionError("it has not ended");
  }

  @Override
  public void abandon() {
    abandoned = true;
  }

  /** Lets it end after all. */
  public void end() {
    exited(new ExitStatus.Killed(9));
  }

  /** What it was sent. */
  public List<Integer> signals() {
    return List.copyOf(signals);
  }

  /** Whether it was left to be reaped in the background. */
  public boolean isAbandoned() {
    return abandoned;
  }
}
