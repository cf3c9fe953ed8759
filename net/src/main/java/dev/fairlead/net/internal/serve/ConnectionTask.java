package dev.fairlead.net.internal.serve;

import dev.fairlead.Action;
import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.net.SocketStream;
import java.io.IOException;
import java.time.Duration;

/**
 * What the task of one connection does: the handler, and what follows however it ended.
 *
 * <p>While its peer is silent the stack of this task stays in memory, and each method on the way to
 * the handler is a frame of it, of a hundred bytes until the best compiler has come to it. So there
 * are few.
 */
final class ConnectionTask<S extends SocketStream>
    implements Action<IOException>, Connections.Connection {

  private final TaskReception<S> reception;
  private final S stream;
  private final CancelScope scope = CancelScope.create();

  ConnectionTask(TaskReception<S> reception, S stream) {
    this.reception = reception;
    this.stream = stream;
  }

  @Override
  public void endAfter(Duration grace) {
    scope.cancelAfter(grace, "the listener is drained");
  }

  @Override
  public void run() throws IOException {
    try {
      scope.run(new Handling());
    } finally {
      reception.serving().ended(this);
    }
  }

  private final class Handling implements Action<IOException> {
    @Override
    public void run() throws IOException {
      Serving<S> serving = reception.serving();
      serving.begin(ConnectionTask.this); // Before, a request to end would cancel it at once.
      try (stream) {
        try {
          reception.handler().handle(stream);
        } catch (Cancelled cancelled) {
          serving.counters().cancelled.incrementAndGet();
          serving.sayFarewell(stream);
          throw cancelled;
        } catch (Exception failure) {
          serving.report(stream, failure);
        }
      } finally {
        serving.counters().active.decrementAndGet();
      }
    }
  }
}
