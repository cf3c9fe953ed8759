package dev.fairlead.net;

/**
 * What a server does for connections that are silent most of the time, one turn whenever one of
 * them has something to receive; see {@link SocketListener#serveByTurns}.
 *
 * {@snippet file="ServeByTurnsSnippets.java" region="handler"}
 *
 * @param <S> the type of a connection
 */
@FunctionalInterface
public interface TurnHandler<S> {

  /**
   * What is done for one connection whenever it has something to receive.
   *
   * {@snippet file="ServeByTurnsSnippets.java" region="handler"}
   */
  @FunctionalInterface
  interface Turn {
    /**
     * Takes a turn. The next one comes when the system has more; if this one leaves something in a
     * buffer, {@link #hasMore} says so. That it ends with an {@link
     * dev.fairlead.EndOfStreamException}, because the other side has ended, is no failure.
     *
     * @return whether there is to be another turn; if not, the connection is closed
     */
    boolean take() throws Exception;

    /**
     * Whether something is left that the system does not know of, in a buffer for instance: the
     * next turn then comes at once, behind those of others. Asked at the beginning and after each
     * turn.
     */
    default boolean hasMore() throws Exception {
      return false;
    }

    /**
     * Called once, before the connection is closed, however it came to its end: after the last
     * turn, or between two of them when it was silent for too long or the server ends. In a server
     * that is cancelled it is cancelled too, see {@link dev.fairlead.CancelScope#cleanUp}.
     */
    default void end() throws Exception {}
  }

  /** Called for each connection that was accepted; the first turn follows. May wait. */
  Turn begin(S connection) throws Exception;
}
