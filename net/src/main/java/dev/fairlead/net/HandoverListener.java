package dev.fairlead.net;

import dev.fairlead.net.internal.serve.Handover;

/**
 * A listener without a socket, for connections that did not come to one of this program: those that
 * it has made itself, or that another process has passed on. They are served as those of any other
 * listener, in tasks or by turns, with limits, hooks, statistics and an end in good order.
 *
 * {@snippet file="HandoverSnippets.java" region="devices"}
 *
 * <p>Closing it also closes connections that nobody has taken yet.
 *
 * @param <S> the type of a connection
 */
public interface HandoverListener<S extends SocketStream> extends SocketListener<S> {

  /** Makes one, which holds no resources as long as nothing is handed over. */
  static <S extends SocketStream> HandoverListener<S> create() {
    return new Handover<>();
  }

  /**
   * Hands a connection over, which belongs to this listener from now on. Never waits and never
   * refuses: while nobody serves, or as many are served as allowed, connections wait here, however
   * many they are. Each has a descriptor meanwhile, so who makes connections faster than they are
   * served limits them where they are made, with a {@link dev.fairlead.sync.Semaphore} for
   * instance. Any thread.
   *
   * @throws dev.fairlead.ClosedResourceException if the listener is closed; the connection still
   *     belongs to the caller
   * @throws IllegalArgumentException if the connection does not come from {@link Net}, a listener
   *     or a simulation, but is a stream of one's own
   */
  void handOver(S connection);
}
