package dev.fairlead.tls;

import dev.fairlead.stream.ByteStream;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Options of a {@link TlsListener}.
 *
 * {@snippet file="TlsListenerSnippets.java" region="options"}
 */
public sealed interface TlsListenerOptions permits TlsListenerSettings {

  /** The number of handshakes that means there is no limit. */
  int UNLIMITED = Integer.MAX_VALUE;

  /**
   * A connection whose handshake failed.
   *
   * {@snippet file="TlsListenerSnippets.java" region="options"}
   *
   * @param transport the connection; it is still open and is closed afterwards
   * @param failure why; mostly a {@link TlsHandshakeException}
   */
  record FailedHandshake(ByteStream transport, Exception failure) {}

  /**
   * What is still said to a client whose handler was cancelled.
   *
   * {@snippet file="TlsListenerSnippets.java" region="farewell"}
   */
  @FunctionalInterface
  interface Farewell {
    /** Says it. */
    void say(TlsStream stream) throws Exception;
  }

  /** 30 seconds per handshake, 1000 at a time, failures are logged, nothing is said at the end. */
  static TlsListenerOptions defaults() {
    return TlsListenerSettings.DEFAULTS;
  }

  /** How long a handshake may take, with the time it waits for its turn. */
  Duration handshakeTimeout();

  /** How many handshakes go on at a time. */
  int maxHandshakes();

  /** Hears of handshakes that failed. */
  Consumer<FailedHandshake> failureHook();

  /** What is said to a client whose handler was cancelled. */
  Farewell farewell();

  /** How long the farewell may take; zero for none. */
  Duration farewellLimit();

  /**
   * Limits how long a handshake may take, with the time it waits for its turn.
   *
   * @throws IllegalArgumentException if it is no time at all
   */
  TlsListenerOptions withHandshakeTimeout(Duration limit);

  /**
   * Limits how many handshakes go on at a time. Further connections wait for their turn, within the
   * time of their handshake. A connection takes part in this once all of its client's first message
   * has come, so clients that stall before that keep nobody from his turn.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  TlsListenerOptions withMaxHandshakes(int maximum);

  /**
   * Hands failed handshakes to a hook instead of the log. It runs in the task of the connection;
   * what it throws is a failure of that connection's handler.
   */
  TlsListenerOptions withFailureHook(Consumer<FailedHandshake> hook);

  /**
   * Says something to a client whose handler was cancelled, by {@code drain} for instance, or that
   * has turns which end without its handler; and closes the stream in good order then, unless there
   * was not enough time. It runs behind a shield, for so long at most; a farewell that fails is a
   * failure of the handler. Nothing is said to clients in their handshake.
   *
   * <p>The farewell of {@link dev.fairlead.net.ServeOptions} is said below TLS, so it cannot stand
   * in for this one.
   *
   * @throws IllegalArgumentException if the limit is negative
   */
  TlsListenerOptions withFarewell(Duration limit, Farewell farewell);
}
