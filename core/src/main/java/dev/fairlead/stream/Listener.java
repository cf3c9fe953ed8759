package dev.fairlead.stream;

import dev.fairlead.attribute.AttributeProvider;
import java.io.IOException;

/**
 * A source of incoming connections.
 *
 * @param <S> the type of a connection
 */
public interface Listener<S extends Resource> extends Resource, AttributeProvider {

  /** What is done with a connection, in a task of its own. */
  @FunctionalInterface
  interface Handler<S> {
    /** Uses the connection, which is closed afterwards. */
    void handle(S connection) throws Exception;
  }

  /**
   * Accepts connections and hands each to the handler in a task of its own, until cancelled or
   * closed. Never returns normally.
   *
   * @throws dev.fairlead.ClosedResourceException if the listener is closed, also meanwhile
   */
  void serve(Handler<? super S> handler) throws IOException;
}
