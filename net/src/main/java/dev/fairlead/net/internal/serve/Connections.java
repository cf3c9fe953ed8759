package dev.fairlead.net.internal.serve;

import dev.fairlead.CancelScope;
import dev.fairlead.sync.Event;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections one call of serve has accepted and whose tasks have not ended. Any task. */
final class Connections {

  private final Set<CancelScope> open = ConcurrentHashMap.newKeySet();
  private final Event allEnded = new Event();
  private volatile boolean complete;

  void add(CancelScope connection) {
    open.add(connection);
  }

  void remove(CancelScope connection) {
    open.remove(connection);
    endIfLast();
  }

  /** Says that no more will be added. */
  void complete() {
    complete = true;
    endIfLast();
  }

  private void endIfLast() {
    if (complete && open.isEmpty()) {
      allEnded.set();
    }
  }

  /** Asks all to come to an end and cancels those that have not after the grace. */
  void endAfter(Duration grace) {
    open.forEach(connection -> connection.cancelAfter(grace, "the listener is drained"));
  }

  /** Waits until the last one has ended. A checkpoint. */
  void awaitAllEnded() {
    allEnded.await();
  }
}
