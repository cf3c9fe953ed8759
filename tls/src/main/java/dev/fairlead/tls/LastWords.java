package dev.fairlead.tls;

import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.tls.TlsListenerOptions.Farewell;
import java.time.Duration;

/**
 * What is still said over TLS to a peer whose handler was cancelled, or whose turns are over before
 * its handler says so.
 *
 * @param limit how long it may take; zero if there is nothing to say
 */
record LastWords(Duration limit, Farewell farewell) {

  static final LastWords NONE = new LastWords(Duration.ZERO, stream -> {});

  private boolean hasNone() {
    return limit.isZero();
  }

  /** Ends a stream whose handler was cancelled: in good order if there was something to say. */
  void end(EngineTlsStream stream, Cancelled cancelled) throws Exception {
    if (hasNone()) {
      Closing.forcefully(stream, cancelled);
      return;
    }
    try {
      close(stream, say(stream));
    } catch (Exception | Error failure) {
      Closing.forcefully(stream, failure);
      throw failure;
    }
  }

  /** Says it if the stream is open; false if there was not enough time for it. */
  boolean say(EngineTlsStream stream) throws Exception {
    if (hasNone() || !stream.isUsable()) {
      return true;
    }
    CancelScope scope = CancelScope.cleanUp(limit);
    scope.run(() -> farewell.say(stream));
    return !scope.cancelledCaught();
  }

  /** Closes the stream; behind last words that were said in good order, even when cancelled. */
  void close(EngineTlsStream stream, boolean said) throws Exception {
    if (!said) {
      stream.closeForcefully();
    } else if (hasNone()) {
      stream.close();
    } else {
      CancelScope.cleanUp(limit).run(stream::close);
    }
  }
}
