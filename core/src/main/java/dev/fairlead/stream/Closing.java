package dev.fairlead.stream;

import dev.fairlead.Action;
import dev.fairlead.Body;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.ScopeCancelledException;
import dev.fairlead.sync.Permit;
import dev.fairlead.sync.ResourceGuard;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lets one task at a time use something, until it is closed. Closing ends what the task does. */
final class Closing {

  private final String action;
  private final ResourceGuard guard;

  // Under this object's monitor.
  private boolean closed;
  private @Nullable CancelScope using;

  /**
   * @param action what one task at a time does, as in {@code "receiving from an input stream"}
   */
  Closing(String action) {
    this.action = action;
    this.guard = new ResourceGuard(action);
  }

  /**
   * Runs the body.
   *
   * @throws ClosedResourceException if it is closed, also meanwhile
   * @throws dev.fairlead.BusyResourceException if another task is inside
   */
  <T> T call(Body<T, IOException> body) throws IOException {
    try (Permit _ = guard.enter()) {
      CancelScope scope = begin();
      try {
        return scope.call(body);
      } catch (ScopeCancelledException | IOException e) {
        if (isClosed()) {
          throw closedMeanwhile();
        }
        throw e;
      } finally {
        end();
      }
    }
  }

  private synchronized CancelScope begin() {
    if (closed) {
      throw closedMeanwhile();
    }
    CancelScope scope = CancelScope.create();
    using = scope;
    return scope;
  }

  private synchronized void end() {
    using = null;
  }

  private ClosedResourceException closedMeanwhile() {
    return new ClosedResourceException(action + ", which is closed");
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Closes; the action runs the first time only, after whoever was inside was told to leave. */
  <X extends Exception> void close(Action<X> release) throws X {
    CancelScope scope;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      scope = using;
    }
    if (scope != null) {
      scope.cancel("closed");
    }
    release.run();
  }
}
