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
     * Takes a turn. What it has read into a buffer it has to use up: the next turn comes when the
     * system has more. That it ends with an {@link dev.fairlead.EndOfStreamException}, because the
     * other side has ended, is no failure.
     *
     * @return whether there is to be another turn; if not, the connection is closed
     */
    boolean take() throws Exception;
  }

  /** Called for each connection that was accepted; the first turn follows. May wait. */
  Turn begin(S connection) throws Exception;
}
