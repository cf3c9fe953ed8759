package dev.fairlead.net;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Options of {@link SocketListener#serve}.
 *
 * {@snippet file="TcpSnippets.java" region="serve-options"}
 */
public sealed interface ServeOptions permits ServeSettings {

  /** The number of connections that means there is no limit. */
  int UNLIMITED = Integer.MAX_VALUE;

  /**
   * A connection whose handler failed.
   *
   * {@snippet file="TcpSnippets.java" region="serve-options"}
   */
  record FailedConnection(SocketStream stream, Exception failure) {}

  /**
   * What is still said to a connection whose handler was cancelled.
   *
   * {@snippet file="TcpSnippets.java" region="serve-options"}
   */
  @FunctionalInterface
  interface Farewell {
    /** Says it. */
    void say(SocketStream stream) throws Exception;
  }

  /** No limits, failures are logged, nothing is said at the end. */
  static ServeOptions defaults() {
    return ServeSettings.DEFAULTS;
  }

  /** The most connections at a time. */
  int maxConnections();

  /** Hears of handlers that failed. */
  Consumer<FailedConnection> failureHook();

  /** What is said to a connection whose handler was cancelled. */
  Farewell farewell();

  /** How long the farewell may take. */
  Duration farewellLimit();

  /** How long a connection may be silent between two turns; zero for no limit. */
  Duration silenceLimit();

  /**
   * Limits the number of connections at a time. When there are so many, nothing is accepted; the
   * system lets others wait in its backlog.
   */
  ServeOptions withMaxConnections(int maximum);

  /**
   * Hands failures of handlers to a hook instead of the log. It runs in the task of the connection,
   * which is still open; what the hook throws ends {@code serve}.
   */
  ServeOptions withFailureHook(Consumer<FailedConnection> hook);

  /**
   * Says something to a connection whose handler was cancelled, by {@code drain} for instance,
   * before it is closed. It runs behind a shield, for so long at most.
   */
  ServeOptions withFarewell(Duration limit, Farewell farewell);

  /**
   * Closes connections that have nothing to receive for so long, give or take a quarter, with the
   * farewell. What has come but still waits behind the turns of others is not seen: where turns
   * compute, choose a limit that is longer than all of them together. Only for {@link
   * SocketListener#serveByTurns}: there is no task that could limit the time between two turns. A
   * handler of {@code serve} wraps its stream, see {@link
   * dev.fairlead.stream.IdleTimeoutByteStream}.
   */
  ServeOptions withSilenceLimit(Duration limit);
}
