package dev.fairlead.testing.mutants;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.sync.Lock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Listeners that break a promise, each in a way of its own. */
final class ListenerMutants {

  private ListenerMutants() {}

  /** By the check that must notice. */
  static Map<String, Supplier<InMemoryListener>> all() {
    return Map.ofEntries(
        Map.entry("each connection has a task of its own", OneByOne::new),
        Map.entry("a connection is closed after its handler", LeavesOpen::new),
        Map.entry("connections that come before serving wait", Forgetful::new),
        Map.entry("cancelling serve cancels its handlers", Sturdy::new),
        Map.entry("serving goes on after a cancellation", ClosedByCancel::new),
        Map.entry("handlers in a group of the caller live on", KillsHandlers::new),
        Map.entry("a close ends serving", QuietEnd::new),
        Map.entry("a closed listener cannot serve", QuietEnd::new),
        Map.entry("a closed listener takes no connection", OpenDoor::new),
        Map.entry("closing twice does nothing", OneClose::new),
        Map.entry("a second serve is refused", Shared::new));
  }

  /** Handles a connection after the other. */
  private static final class OneByOne extends InMemoryListener {
    private final Lock turn = new Lock();

    @Override
    protected void handle(Handler<? super ByteStream> handler, ByteStream connection)
        throws Exception {
      turn.run(() -> super.handle(handler, connection));
    }
  }

  /** Leaves it to the handlers to close. */
  private static final class LeavesOpen extends InMemoryListener {
    private final List<ByteStream> open = new ArrayList<>();

    @Override
    protected void handle(Handler<? super ByteStream> handler, ByteStream connection)
        throws Exception {
      open.add(connection);
      handler.handle(connection);
    }
  }

  /** Starts afresh with every serve. */
  private static final class Forgetful extends InMemoryListener {
    @Override
    public void serve(TaskGroup group, Handler<? super ByteStream> handler) throws IOException {
      forgetWaiting();
      super.serve(group, handler);
    }
  }

  /** Hides its handlers from a cancellation for a while. */
  private static final class Sturdy extends InMemoryListener {
    @Override
    protected void handle(Handler<? super ByteStream> handler, ByteStream connection)
        throws Exception {
      CancelScope.shielded().run(() -> super.handle(handler, connection));
    }
  }

  /** Closes when it is cancelled. */
  private static final class ClosedByCancel extends InMemoryListener {
    @Override
    public void serve(TaskGroup group, Handler<? super ByteStream> handler) throws IOException {
      try {
        super.serve(group, handler);
      } catch (Cancelled c) {
        close();
        throw c;
      }
    }
  }

  /** Cancels the group of its caller. */
  private static final class KillsHandlers extends InMemoryListener {
    @Override
    public void serve(TaskGroup group, Handler<? super ByteStream> handler) throws IOException {
      try {
        super.serve(group, handler);
      } finally {
        group.cancel("serving has ended");
      }
    }
  }

  /** Returns when it is closed. */
  private static final class QuietEnd extends InMemoryListener {
    @Override
    public void serve(TaskGroup group, Handler<? super ByteStream> handler) throws IOException {
      try {
        super.serve(group, handler);
      } catch (ClosedResourceException e) {
        // Served enough.
      }
    }
  }

  /** Lets connections in after it was closed. */
  private static final class OpenDoor extends InMemoryListener {
    @Override
    protected void ensureOpen() {
      // Come in.
    }
  }

  /** Complains of a second close. */
  private static final class OneClose extends InMemoryListener {
    private boolean closed;

    @Override
    public void close() {
      if (closed) {
        throw new ClosedResourceException("closed already");
      }
      closed = true;
      super.close();
    }
  }

  /** Lets a second one wait. */
  private static final class Shared extends InMemoryListener {
    @Override
    public void serve(TaskGroup group, Handler<? super ByteStream> handler) throws IOException {
      try {
        super.serve(group, handler);
      } catch (BusyResourceException e) {
        Fairlead.sleepForever();
      }
    }
  }
}
