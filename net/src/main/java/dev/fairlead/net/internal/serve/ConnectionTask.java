package dev.fairlead.net.internal.serve;

import dev.fairlead.Action;
import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.net.ServeOptions;
import dev.fairlead.net.ServeOptions.FailedConnection;
import dev.fairlead.net.SocketStream;
import java.io.IOException;

/**
 * What the task of one connection does: the handler, and what follows however it ended.
 *
 * <p>While its peer is silent the stack of this task stays in memory, and each method on the way to
 * the handler is a frame of it, of a hundred bytes until the best compiler has come to it. So there
 * are few.
 */
final class ConnectionTask<S extends SocketStream> implements Action<IOException> {

  private final Serving<S> serving;
  private final S stream;
  private final CancelScope scope = CancelScope.create();

  ConnectionTask(Serving<S> serving, S stream) {
    this.serving = serving;
    this.stream = stream;
  }

  /** The scope that everything here happens in. */
  CancelScope scope() {
    return scope;
  }

  @Override
  public void run() throws IOException {
    try {
      scope.run(new Handling());
    } finally {
      serving.ended(scope);
    }
  }

  private final class Handling implements Action<IOException> {
    @Override
    public void run() throws IOException {
      serving.begin(scope);
      try (stream) {
        try {
          serving.handler().handle(stream);
        } catch (Cancelled cancelled) {
          serving.counters().cancelled.incrementAndGet();
          sayFarewell();
          throw cancelled;
        } catch (Exception failure) {
          report(failure);
        }
      } finally {
        serving.counters().active.decrementAndGet();
      }
    }
  }

  private void sayFarewell() {
    ServeOptions options = serving.options();
    if (options.farewellLimit().isZero()) {
      return;
    }
    try {
      CancelScope.cleanUp(options.farewellLimit()).run(() -> options.farewell().say(stream));
    } catch (Exception failure) {
      report(failure);
    }
  }

  private void report(Exception failure) {
    serving.counters().failed.incrementAndGet();
    serving.options().failureHook().accept(new FailedConnection(stream, failure));
  }
}
