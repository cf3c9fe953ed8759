package dev.fairlead.stream;

import dev.fairlead.TaskGroup;
import dev.fairlead.attribute.AttributeProvider;
import java.io.IOException;

/**
 * A source of incoming connections.
 *
 * {@snippet file="MultiListenerSnippets.java" region="handler"}
 *
 * @param <S> the type of a connection
 */
public interface Listener<S extends Resource> extends Resource, AttributeProvider {

  /**
   * What is done with a connection, in a task of its own.
   *
   * {@snippet file="MultiListenerSnippets.java" region="handler"}
   */
  @FunctionalInterface
  interface Handler<S> {
    /** Uses the connection, which is closed afterwards. */
    void handle(S connection) throws Exception;
  }

  /**
   * Accepts connections and hands each to the handler in a task of its own, until cancelled or
   * closed. Never returns normally, unless it comes to an end when it is asked to. A checkpoint.
   *
   * <p>The tasks belong to a group of this call, so that it ends after the last of them.
   *
   * @throws dev.fairlead.ClosedResourceException if the listener is closed, also meanwhile
   */
  default void serve(Handler<? super S> handler) throws IOException {
    TaskGroup.<IOException>run(
        options -> options.withName("connections").withPlainFailure(),
        group -> serve(group, handler));
  }

  /**
   * As {@link #serve(Handler)}, with tasks that belong to a group of the caller and may outlive
   * this call.
   *
   * @throws dev.fairlead.ClosedResourceException if the listener is closed, also meanwhile
   */
  void serve(TaskGroup group, Handler<? super S> handler) throws IOException;
}
