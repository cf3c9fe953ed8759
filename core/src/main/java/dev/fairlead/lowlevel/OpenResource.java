package dev.fairlead.lowlevel;

import dev.fairlead.internal.Task;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A note that something is open which has to be closed: a socket, a file, a process, one end of a
 * channel. It goes to the {@link RunListener} of the runtime, so that a test can name what was left
 * open and where it was opened. Costs nothing where nobody listens.
 *
 * {@snippet file="OpenResourceSnippets.java" region="note"}
 *
 * <p>A note must be closed on every way on which the resource is. Closing it twice does nothing.
 * Any thread may do it.
 */
public final class OpenResource {

  private static final OpenResource UNNOTED = new OpenResource("", Optional.empty());

  private final Object resource;
  private final Optional<RunListener> listener;
  private final AtomicBoolean closed = new AtomicBoolean();

  private OpenResource(Object resource, Optional<RunListener> listener) {
    this.resource = resource;
    this.listener = listener;
  }

  /**
   * Notes that the current task has opened a resource. Outside a runtime nobody is told.
   *
   * @param resource what was opened; its {@code toString} names it
   */
  public static OpenResource note(Object resource) {
    Task<?> task = Task.currentOrNull();
    if (task == null || task.engine().options().listener().isEmpty()) {
      return UNNOTED;
    }
    var note = new OpenResource(resource, task.engine().options().listener());
    note.listener.ifPresent(listener -> listener.resourceOpened(resource));
    return note;
  }

  /** Notes that the resource is closed. */
  public void closed() {
    if (listener.isPresent() && closed.compareAndSet(false, true)) {
      listener.get().resourceClosed(resource);
    }
  }

  @Override
  public String toString() {
    return this == UNNOTED ? "nothing noted" : (closed.get() ? "closed " : "open ") + resource;
  }
}
