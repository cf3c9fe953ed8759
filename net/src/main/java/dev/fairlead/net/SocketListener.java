package dev.fairlead.net;

import dev.fairlead.TaskGroup;
import dev.fairlead.stream.Listener;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Takes connections that others make to one or several addresses of this side.
 *
 * {@snippet file="NetSnippets.java" region="server"}
 *
 * <p>One task at a time accepts or serves. Connections that nobody has accepted yet wait in the
 * system, up to the backlog. A cancelled accept loses none of them.
 *
 * <p>{@link #close} never waits and may come from any task: who accepts or serves gets a {@code
 * ClosedResourceException}. Connections that were accepted live on, except those of {@code serve},
 * whose tasks are cancelled.
 *
 * @param <S> the type of a connection
 */
public interface SocketListener<S extends SocketStream> extends Listener<S> {

  /**
   * Waits for a connection and accepts it. A checkpoint.
   *
   * @throws IOException if the system refuses, for instance because too many files are open; the
   *     listener can be used all the same
   * @throws dev.fairlead.ClosedResourceException if the listener is closed, also meanwhile
   * @throws dev.fairlead.BusyResourceException if another task accepts or serves
   */
  S accept() throws IOException;

  /**
   * Accepts connections and hands each to the handler in a task of its own, until the listener is
   * drained, closed, or the task cancelled. The connection is closed after the handler has ended.
   *
   * <p>A handler that fails with an exception harms no other: the failure is logged. An {@code
   * Error}, such as that of a stack that has overflowed, ends serving. When the system refuses to
   * accept, because too many files are open for instance, this pauses, tries again, and logs it.
   *
   * <p>Returns normally after {@link #drain}, and when it is asked to come to an end (see {@code
   * Fairlead.stopRequested}). It then stops listening, as if drained, but leaves the handlers to
   * that request: those in the scope that was asked see it too.
   *
   * @throws dev.fairlead.ClosedResourceException if the listener is closed, also meanwhile
   * @throws dev.fairlead.BusyResourceException if another task accepts or serves
   */
  @Override
  default void serve(Handler<? super S> handler) throws IOException {
    serve(handler, UnaryOperator.identity());
  }

  /** As {@link #serve(Handler)}, with options. */
  default void serve(Handler<? super S> handler, UnaryOperator<ServeOptions> options)
      throws IOException {
    TaskGroup.<IOException>run(
        o -> o.withName("connections of " + this).withPlainFailure(),
        group -> serve(group, handler, options));
  }

  @Override
  default void serve(TaskGroup group, Handler<? super S> handler) throws IOException {
    serve(group, handler, UnaryOperator.identity());
  }

  /** As {@link #serve(TaskGroup, Handler)}, with options. */
  void serve(TaskGroup group, Handler<? super S> handler, UnaryOperator<ServeOptions> options)
      throws IOException;

  /**
   * As {@link #serve}, for very many connections that are silent most of the time: they have turns
   * instead of tasks. Whenever a connection has something to receive, or has ended, the handler
   * takes a turn for it in one of a few tasks. In between the connection has neither a task nor a
   * stack, and what it needs to remember is with the handler.
   *
   * {@snippet file="ServeByTurnsSnippets.java" region="server"}
   *
   * <p>A turn may wait, for the rest of a message or for a database; the other connections are
   * served in other tasks meanwhile. What computes for long belongs to a worker thread, see {@link
   * dev.fairlead.thread.ToThread}. A turn that fails closes its connection, and is reported as the
   * failure of a handler is.
   *
   * <p>Connections come to an end between two turns. When this is drained, or asked to come to an
   * end, those that are silent are closed at once, with the farewell of the options, and the others
   * after their turn. {@link #drain} cancels the turns that are not over after its grace.
   *
   * @throws dev.fairlead.ClosedResourceException if the listener is closed, also meanwhile
   * @throws dev.fairlead.BusyResourceException if another task accepts or serves
   */
  default void serveByTurns(TurnHandler<? super S> handler) throws IOException {
    serveByTurns(handler, UnaryOperator.identity());
  }

  /** As {@link #serveByTurns(TurnHandler)}, with options. */
  void serveByTurns(TurnHandler<? super S> handler, UnaryOperator<ServeOptions> options)
      throws IOException;

  /**
   * Ends serving in good order: accepts what is waiting already, stops listening, asks the handlers
   * to come to an end (see {@code Fairlead.stopRequested}), cancels those that have not after the
   * grace, and returns when all have ended; {@link #statistics} says then how many were cancelled.
   * A checkpoint; cancelled, it goes on in the background.
   *
   * <p>Of each address it accepts no more than {@link TcpListenOptions#MAX_BACKLOG} so, for others
   * may come faster than they are accepted. A listener that does not serve is closed; serving it
   * later returns at once.
   */
  void drain(Duration grace) throws IOException;

  /** The address of this side; the first, where there are several. */
  SocketAddress localAddress();

  /** All addresses of this side. */
  List<SocketAddress> localAddresses();

  /** What has happened so far. */
  ListenerStatistics statistics();
}
