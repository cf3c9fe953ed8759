package dev.fairlead.lowlevel;

import dev.fairlead.internal.OpenResources;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.jfr.ResourceEvent;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A note that something is open which has to be closed: a socket, a file, a process, one end of a
 * channel. It goes to the {@link RunListener} of the runtime and to the flight recorder, so that a
 * test can name what was left open and where it was opened. Costs nothing where nobody listens.
 * With {@code -Ddev.fairlead.debug=true} a runtime reports at its end what is still open, with the
 * place.
 *
 * {@snippet file="OpenResourceSnippets.java" region="note"}
 *
 * <p>A note must be closed on every way on which the resource is. Closing it twice does nothing.
 * Any thread may do it.
 */
public final class OpenResource {

  private static final OpenResource UNNOTED = new OpenResource("", Optional.empty(), null, null);

  private final Object resource;
  private final Optional<RunListener> listener;
  private final @Nullable ResourceEvent event;
  private final OpenResources.@Nullable Opened opened;
  private final AtomicBoolean closed = new AtomicBoolean();

  private OpenResource(
      Object resource,
      Optional<RunListener> listener,
      @Nullable ResourceEvent event,
      OpenResources.@Nullable Opened opened) {
    this.resource = resource;
    this.listener = listener;
    this.event = event;
    this.opened = opened;
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
    if (task == null) {
      return UNNOTED;
    }
    Optional<RunListener> listener = task.engine().listener();
    OpenResources.Opened opened = task.engine().openResources().add(resource);
    if (listener.isEmpty() && !recorded && opened == null) {
      return UNNOTED;
    }
    var note = new OpenResource(resource, listener, recorded ? event : null, opened);
    event.begin();
    listener.ifPresent(told -> told.resourceOpened(resource));
    return note;
  }

  /** Notes that the resource is closed. */
  public void closed() {
    if (this == UNNOTED || !closed.compareAndSet(false, true)) {
      return;
    }
    listener.ifPresent(told -> told.resourceClosed(resource));
    if (opened != null) {
      opened.closed();
    }
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
