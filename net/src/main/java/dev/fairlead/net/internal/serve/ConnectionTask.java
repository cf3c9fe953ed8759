package dev.fairlead.net.internal.serve;

import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.net.ServeOptions;
import dev.fairlead.net.ServeOptions.FailedConnection;
import dev.fairlead.net.SocketStream;
import dev.fairlead.stream.Listener.Handler;
import java.io.IOException;

/** What the task of one connection does: the handler, and what follows however it ended. */
final class ConnectionTask<S extends SocketStream> {

  private final TransportListener<S> listener;
  private final Handler<? super S> handler;
  private final ServeOptions options;

  ConnectionTask(TransportListener<S> listener, Handler<? super S> handler, ServeOptions options) {
    this.listener = listener;
    this.handler = handler;
    this.options = options;
  }

  void run(S stream) throws IOException {
    listener.counters().active.incrementAndGet();
    try (stream) {
      handle(stream);
    } finally {
      listener.counters().active.decrementAndGet();
    }
  }

  private void handle(S stream) {
    try {
      handler.handle(stream);
    } catch (Cancelled cancelled) {
      sayFarewell(stream);
      throw cancelled;
    } catch (Exception failure) {
      report(stream, failure);
    }
  }

  private void sayFarewell(S stream) {
    if (options.farewellLimit().isZero()) {
      return;
    }
    try {
      CancelScope.cleanUp(options.farewellLimit()).run(() -> options.farewell().say(stream));
    } catch (Exception failure) {
      report(stream, failure);
    }
  }

  private void report(S stream, Exception failure) {
    listener.counters().failed.incrementAndGet();
    options.failureHook().accept(new FailedConnection(stream, failure));
  }
}
