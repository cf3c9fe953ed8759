package dev.fairlead.lowlevel;

import dev.fairlead.internal.Task;
import dev.fairlead.internal.jfr.ResourceEvent;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A note that something is open which has to be closed: a socket, a file, a process, one end of a
 * channel. It goes to the {@link RunListener} of the runtime and to the flight recorder, so that a
 * test can name what was left open and where it was opened. Costs nothing where nobody listens.
 *
 * {@snippet file="OpenResourceSnippets.java" region="note"}
 *
 * <p>A note must be closed on every way on which the resource is. Closing it twice does nothing.
 * Any thread may do it.
 */
public final class OpenResource {

  private static final OpenResource UNNOTED = new OpenResource("", Optional.empty(), null);

  private final Object resource;
  private final Optional<RunListener> listener;
  private final @Nullable ResourceEvent event;
  private final AtomicBoolean closed = new AtomicBoolean();

  private OpenResource(
      Object resource, Optional<RunListener> listener, @Nullable ResourceEvent event) {
    this.resource = resource;
    this.listener = listener;
    this.event = event;
  }

  /**
   * Notes that the current task has opened a resource. Outside a runtime nobody is told.
   *
   * @param resource what was opened; its {@code toString} names it
   */
  public static OpenResource note(Object resource) {
    Task<?> task = Task.currentOrNull();
    var event = new ResourceEvent();
    boolean recorded = event.isEnabled();
    if (task == null || (task.engine().listener().isEmpty() && !recorded)) {
      return UNNOTED;
    }
    var note = new OpenResource(resource, task.engine().listener(), recorded ? event : null);
    event.begin();
    note.listener.ifPresent(listener -> listener.resourceOpened(resource));
    return note;
  }

  /** Notes that the resource is closed. */
  public void closed() {
    if (this == UNNOTED || !closed.compareAndSet(false, true)) {
      return;
    }
    listener.ifPresent(told -> told.resourceClosed(resource));
    if (event != null) {
      event.resource = resource.toString();
      event.commit();
    }
  }

  @Override
  public String toString() {
    return this == UNNOTED ? "nothing noted" : (closed.get() ? "closed " : "open ") + resource;
  }
}
