package dev.fairlead.net.internal.serve;

import dev.fairlead.CancelScope;
import dev.fairlead.sync.Event;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The connections one call of serve has accepted and whose tasks have not ended. Any task. */
final class Connections {

  // Whether the task is inside its scope already.
  private final Map<CancelScope, Boolean> open = new ConcurrentHashMap<>();
  private final Event allEnded = new Event();
  private volatile boolean complete;
  private volatile @Nullable Duration grace;

  void add(CancelScope connection) {
    open.put(connection, false);
  }

  /**
   * Says that the task of a connection is inside its scope now. Before, a request to come to an end
   * would cancel it at once.
   */
  void begin(CancelScope connection) {
    open.put(connection, true);
    Duration ending = grace;
    if (ending != null) {
      end(connection, ending);
    }
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
  void endAfter(Duration longest) {
    grace = longest;
    open.forEach((connection, begun) -> {
      if (begun) {
        end(connection, longest);
      }
    });
  }

  private static void end(CancelScope connection, Duration grace) {
    connection.cancelAfter(grace, "the listener is drained");
  }

  /** Waits until the last one has ended. A checkpoint. */
  void awaitAllEnded() {
    allEnded.await();
  }
}
