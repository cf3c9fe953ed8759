package dev.fairlead.internal.loop;

import dev.fairlead.internal.epoll.EpollSelector;
import dev.fairlead.lowlevel.LoopOptions;
import dev.fairlead.lowlevel.Registration;
import dev.fairlead.lowlevel.Strand;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks on the scheduler of the JDK, and loops among them. */
public final class VirtualReactor implements LoopReactor {

  // Tasks run in parallel and the scheduler has several threads: only a task that never waits must
  // be made to yield, or one of some that only wait for each other, and not so often that it shows.
  private static final int YIELD_BUDGET = 10_000;

  private final LoopClock clock = new LoopClock();
  private final VirtualLoop[] loops;
  private final AtomicInteger turn = new AtomicInteger();
  private final LoopRegistration.LoopChoice choice = this::nextLoop;

  /**
   * Opens the reactor of a runtime; its loops start with the first timer or channel.
   *
   * @throws IllegalStateException if native sockets are asked for and do not work here
   */
  public VirtualReactor(String runtimeName, LoopOptions options) {
    if (options.nativeSockets()) {
      EpollSelector.ensureAvailableToVirtualThreads();
    }
    loops = new VirtualLoop[options.loops()];
    for (int i = 0; i < loops.length; i++) {
      loops[i] = new VirtualLoop(clock, LoopNames.of(runtimeName, i), options);
    }
  }

  @Override
  public Strand newStrand(String name, Runnable body) {
    return VirtualStrand.of(name, body);
  }

  @Override
  public long nanoTime() {
    return clock.nanoTime();
  }

  @Override
  public LoopTimers timers() {
    return nextLoop().timers();
  }

  @Override
  public Registration register(SelectableChannel channel) throws IOException {
    return LoopRegistration.open(channel, choice, loops);
  }

  /** Any loop will do, since any of them wakes any task. */
  private VirtualLoop nextLoop() {
    return loops.length == 1
        ? loops[0]
        : loops[Math.floorMod(turn.getAndIncrement(), loops.length)];
  }

  @Override
  public int loops() {
    return loops.length;
  }

  @Override
  public int yieldBudget() {
    return YIELD_BUDGET;
  }

  /** Two tasks that wake each other never leave the queue of their processor empty. */
  @Override
  public int yieldBudgetAfterWait(int left) {
    return left;
  }

  @Override
  public boolean runsInParallel() {
    return Runtime.getRuntime().availableProcessors() > 1;
  }

  @Override
  public void close() {
    for (VirtualLoop loop : loops) {
      loop.close();
    }
  }
}
