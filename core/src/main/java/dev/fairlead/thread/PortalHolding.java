package dev.fairlead.thread;

import dev.fairlead.TaskStatus;
import dev.fairlead.sync.Event;
import dev.fairlead.thread.BlockingPortal.Held;
import dev.fairlead.thread.BlockingPortal.HoldBody;
import dev.fairlead.thread.BlockingPortal.Ready;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Both sides of a value that is kept inside a runtime and used outside. */
final class PortalHolding<T> {

  private final Event released = new Event();

  /** Runs the block, in its task. */
  <X extends Exception> void run(TaskStatus<T> status, HoldBody<T, X> body) throws X {
    body.run(value -> {
      status.started(value);
      released.await();
    });
  }

  Held<T> held(Ready<T> ready) {
    return new Held<>() {
      private final AtomicBoolean closed = new AtomicBoolean();

      @Override
      public T value() {
        return ready.value();
      }

      @Override
      public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
          released.set();
          PortalWait.joinIo(ready.future());
        }
      }
    };
  }
}
