package dev.fairlead.stream;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.TaskGroup;
import dev.fairlead.attribute.Attribute;
import dev.fairlead.sync.ResourceGuard;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Several listeners that serve as one, such as those of both address families.
 *
 * {@snippet file="MultiListenerSnippets.java" region="serve"}
 *
 * <p>Serving serves all of them; when one fails, the others are cancelled. Closing closes all.
 * Where several offer an attribute, the last one's counts. Multi-listeners among the listeners are
 * taken apart.
 *
 * @param <S> the type of a connection
 */
public final class MultiListener<S extends Resource> implements Listener<S> {

  private final List<Listener<? extends S>> listeners;
  private final ResourceGuard guard = new ResourceGuard("serving these listeners");

  /**
   * Joins listeners.
   *
   * @throws IllegalArgumentException if there is none
   */
  public MultiListener(List<? extends Listener<? extends S>> listeners) {
    this.listeners =
        listeners.stream().<Listener<? extends S>>flatMap(MultiListener::parts).toList();
    if (this.listeners.isEmpty()) {
      throw new IllegalArgumentException(
          "no listeners to serve, and serving would end at once; give one at least");
    }
  }

  private static <S extends Resource> Stream<Listener<? extends S>> parts(
      Listener<? extends S> listener) {
    if (listener instanceof MultiListener<? extends S> multi) {
      return multi.listeners.stream().map(part -> part);
    }
    return Stream.of(listener);
  }

  /** The listeners, none of them a multi-listener. */
  public List<Listener<? extends S>> listeners() {
    return listeners;
  }

  @Override
  public void serve(TaskGroup group, Handler<? super S> handler) throws IOException {
    guard.run(() -> serveAll(group, handler));
  }

  private void serveAll(TaskGroup group, Handler<? super S> handler) throws IOException {
    try {
      TaskGroup.run(
          options -> options.withName("listeners").withPlainFailure(),
          accepting ->
              listeners.forEach(
                  listener -> accepting.startSoon(() -> listener.serve(group, handler))));
    } catch (ExceptionGroup failures) {
      failures.throwSingle(IOException.class);
      throw haveAllBeenClosed(failures)
          ? failures.match(ClosedResourceException.class).getFirst()
          : failures;
    }
  }

  /** Whether every listener ended for the same reason, so that one of them can speak for all. */
  private static boolean haveAllBeenClosed(ExceptionGroup failures) {
    return failures
        .subgroup(t -> !(t instanceof ClosedResourceException || t instanceof ExceptionGroup))
        .isEmpty();
  }

  @Override
  public void close() throws IOException {
    Parts.close(listeners);
  }

  @Override
  public void closeForcefully() throws IOException {
    Parts.closeForcefully(listeners);
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return Parts.attributes(listeners);
  }

  @Override
  public String toString() {
    return "listeners " + listeners;
  }
}
