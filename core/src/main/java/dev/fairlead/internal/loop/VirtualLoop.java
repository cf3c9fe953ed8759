package dev.fairlead.internal.loop;

import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.epoll.EpollSelector;
import dev.fairlead.internal.turns.TurnWorker;
import dev.fairlead.lowlevel.LoopOptions;
import java.io.IOException;
import java.nio.channels.Selector;

/**
 * A loop that is a virtual thread among those it wakes.
 *
 * <p>After it has woken some it gives way, so that they run on the same carrier thread before it
 * looks again: no hand-over between threads, no cold cache.
 */
final class VirtualLoop extends SelectorLoop {

  // What is so near comes most likely, and two threads that wake one after the other would be late.
  private static final long NEAR_NANOS = 10_000_000;

  private final boolean nativeSockets;
  private final AdaptivePolling polling;
  private final Alarm alarm;
  private final Lease lease;

  VirtualLoop(LoopClock clock, String threadName, LoopOptions options) {
    super(
        clock,
        loop ->
            Thread.ofVirtual()
                .name(threadName)
                .inheritInheritableThreadLocals(false)
                .unstarted(loop));
    this.polling = new AdaptivePolling(clock::nanoTime, options.polling());
    this.nativeSockets = options.nativeSockets();
    this.alarm =
        new Alarm(
            clock,
            this::alarmRings,
            Thread.ofVirtual()
                .name(threadName + "-alarm")
                .inheritInheritableThreadLocals(false)
                .factory());
    this.lease = new Lease(this, alarm::setFor);
  }

  private void alarmRings() {
    lease.ring();
    wake();
  }

  @Override
  public boolean lend(TurnWorker to) {
    return lease.promise(to);
  }

  @Override
  public boolean turn(TurnWorker by) {
    boolean found = lease.turn(by);
    if (found) {
      JdkScheduler.giveWayBetweenTurns();
    }
    return found;
  }

  @Override
  public boolean pass(TurnWorker from, TurnWorker to) {
    return lease.pass(from, to);
  }

  @Override
  public void giveBack(TurnWorker by) {
    lease.giveBack(by);
  }

  @Override
  Selector openSelector() throws IOException {
    return nativeSockets ? EpollSelector.openEpoll() : Selector.open();
  }

  /**
   * Sleeps when it has looked twice in vain: who was woken for what it found has mostly a part of
   * its work still queued, and to get out of a sleep costs more than ten looks.
   */
  @Override
  void turnUntilClosing() {
    boolean found = true;
    boolean foundBefore = true;
    while (!isClosing()) {
      boolean goesOn = polling.goesOn(found) || found || foundBefore;
      foundBefore = found;
      found = goesOn ? poll() : foundAfterSleep();
      if (lease.lendIfPromised()) {
        found = false; // Who had the loop has looked in vain.
      }
      JdkScheduler.giveWayBetweenTurns();
    }
  }

  private boolean foundAfterSleep() {
    polling.asleep();
    sleep();
    polling.awake();
    return true;
  }

  /** What is due much later is left to the alarm. */
  @Override
  long limitOfSleep(long next) {
    long due = next;
    long limit = super.limitOfSleep(due);
    if (limit < NEAR_NANOS) { // But it may have been taken back long ago, as most deadlines are.
      due = timers().lookUpNext();
      limit = super.limitOfSleep(due);
    }
    if (limit < NEAR_NANOS) {
      return limit;
    }
    alarm.setFor(due);
    return Nanos.NEVER;
  }

  @Override
  boolean hasWork() {
    return false;
  }

  @Override
  void afterEnd() {
    alarm.close(); // Its tasks belong to the scheduler of the JDK.
  }
}
