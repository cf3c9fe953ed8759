package dev.fairlead.stream;

import java.io.IOException;

/**
 * A place to connect to, and how.
 *
 * {@snippet file="ConnectableSnippets.java" region="connectable"}
 *
 * @param <S> the type of the connection
 */
@FunctionalInterface
public interface Connectable<S extends Resource> {

  /**
   * Connects. A checkpoint.
   *
   * @throws dev.fairlead.ConnectionFailedException if no connection could be made
   */
  S connect() throws IOException;
}
