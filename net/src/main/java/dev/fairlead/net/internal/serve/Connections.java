package dev.fairlead.net.internal.serve;

import dev.fairlead.Deadline;
import dev.fairlead.sync.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The connections one call of serve has accepted and that have not ended. Any task. */
final class Connections {

  /** One of them. */
  interface Connection {
    /** Asks it to come to an end, and cancels it after the grace. */
    void endAfter(Duration grace);

    /** Ends it, if it has not ended: nobody will serve it any more. */
    default void abandon() {}

    /** Ends it, if it has had no turn for so long. */
    default void endIfSilent(Duration limit, Deadline now) {}
  }

  // Whether it can be asked to come to an end already.
  private final Map<Connection, Boolean> open = new ConcurrentHashMap<>();
  private final Event allEnded = new Event();
  private volatile boolean complete;
  private volatile @Nullable Duration grace;

  void add(Connection connection) {
    open.put(connection, false);
  }

  /** Says that a connection can be asked to come to an end from now on. */
  void begin(Connection connection) {
    open.put(connection, true);
    Duration ending = grace;
    if (ending != null) {
      connection.endAfter(ending);
    }
  }

  void remove(Connection connection) {
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

  /** Those that have not ended. */
  List<Connection> open() {
    return List.copyOf(open.keySet());
  }

  /** Asks all to come to an end and cancels those that have not after the grace. */
  void endAfter(Duration longest) {
    grace = longest;
    open.forEach((connection, begun) -> {
      if (begun) {
        connection.endAfter(longest);
      }
    });
  }

  /** Waits until the last one has ended. A checkpoint. */
  void awaitAllEnded() {
    allEnded.await();
  }
}
