package dev.fairlead.internal.loop;

import dev.fairlead.internal.Task;
import dev.fairlead.internal.epoll.EpollSelector;
import dev.fairlead.lowlevel.CarrierOptions;
import dev.fairlead.lowlevel.Registration;
import dev.fairlead.lowlevel.Strand;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks on the threads of its loops. */
public final class CarrierReactor implements LoopReactor {

  // A task that never waits holds up all others of its loop: about 10 us with small messages.
  private static final int YIELD_BUDGET = 256;

  private final LoopClock clock = new LoopClock();
  private final CarrierLoop[] loops;
  private final boolean spreads;
  private final StallWatch watch;
  private final AtomicInteger turn = new AtomicInteger();
  private final LoopRegistration.LoopChoice choice = this::currentLoop;

  /**
   * Opens the reactor of a runtime; its threads start with the first task.
   *
   * @throws IllegalStateException if this JVM does not give access to its virtual threads
   */
  public CarrierReactor(String runtimeName, CarrierOptions options) {
    CustomScheduler.ensureAccessible();
    if (options.nativeSockets()) {
      EpollSelector.ensureAvailable();
    }
    loops = new CarrierLoop[options.loops()];
    for (int i = 0; i < loops.length; i++) {
      loops[i] = new CarrierLoop(clock, LoopNames.of(runtimeName, i), options);
    }
    spreads = options.placement() == CarrierOptions.Placement.ROUND_ROBIN;
    watch = new StallWatch(runtimeName, loops, options.stallWarning(), StallWatch.Listener::log);
    watch.start();
  }

  @Override
  public Strand newStrand(String name, Runnable body) {
    return new CarrierStrand(spreads ? nextLoop() : currentLoop(), name, body);
  }

  @Override
  public long nanoTime() {
    return clock.nanoTime();
  }

  @Override
  public long recentNanoTime(Strand current) {
    return ((CarrierStrand) current).loop().recentNanoTime();
  }

  @Override
  public LoopTimers timers() {
    return currentLoop().timers();
  }

  @Override
  public Registration register(SelectableChannel channel) throws IOException {
    return LoopRegistration.open(channel, choice, loops);
  }

  /** The loop of the task that calls; the first one for threads from outside. */
  @SuppressWarnings("ReferenceEquality") // the clock of this very runtime
  private CarrierLoop currentLoop() {
    Task<?> task = Task.currentOrNull();
    if (task != null
        && task.strand() instanceof CarrierStrand strand
        && strand.loop().clock() == clock) {
      return strand.loop();
    }
    return loops[0];
  }

  private CarrierLoop nextLoop() {
    return loops[Math.floorMod(turn.getAndIncrement(), loops.length)];
  }

  @Override
  public int loops() {
    return loops.length;
  }

  @Override
  public int yieldBudget() {
    return YIELD_BUDGET;
  }

  @Override
  public void close() {
    watch.close();
    for (CarrierLoop loop : loops) {
      loop.close();
    }
  }
}
