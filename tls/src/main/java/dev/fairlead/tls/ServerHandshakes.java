package dev.fairlead.tls;

import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.DeadlineExceededException;
import dev.fairlead.net.TurnHandler;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.Listener.Handler;
import dev.fairlead.sync.Semaphore;
import dev.fairlead.tls.TlsHandshakeException.Reason;
import dev.fairlead.tls.TlsListenerOptions.FailedHandshake;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** What the task of one connection of a listener does, and what is counted about all of them. */
final class ServerHandshakes {

  private final TlsServerContext context;
  private final TlsListenerOptions options;
  private final Semaphore places;
  private final LastWords lastWords;

  // Any task.
  private final LongAdder succeeded = new LongAdder();
  private final LongAdder resumed = new LongAdder();
  private final LongAdder failed = new LongAdder();

  ServerHandshakes(TlsServerContext context, TlsListenerOptions options) {
    this.context = context;
    this.options = options;
    this.places = new Semaphore(options.maxHandshakes());
    this.lastWords = new LastWords(options.farewellLimit(), options.farewell());
  }

  /** Does the handshake and lets the handler have the stream. A checkpoint. */
  void serve(ByteStream transport, Handler<? super TlsStream> handler) throws Exception {
    Optional<EngineTlsStream> opened = handshake(transport);
    if (opened.isEmpty()) {
      return;
    }
    EngineTlsStream stream = opened.get();
    try {
      handler.handle(stream);
    } catch (Cancelled cancelled) {
      lastWords.end(stream, cancelled);
      throw cancelled;
    } catch (Exception | Error failure) {
      Closing.forcefully(stream, failure);
      throw failure;
    }
    stream.close();
  }

  /** Does the handshake and begins the turns of the handler with the stream. A checkpoint. */
  TurnHandler.Turn begin(ByteStream transport, TurnHandler<? super TlsStream> handler)
      throws Exception {
    Optional<EngineTlsStream> opened = handshake(transport);
    return opened.isEmpty() ? () -> false : TlsTurn.begin(opened.get(), handler, lastWords);
  }

  /** Closes the transport if there is no stream. */
  private Optional<EngineTlsStream> handshake(ByteStream transport) throws IOException {
    try {
      EngineTlsStream stream =
          CancelScope.failAfter(options.handshakeTimeout()).call(() -> inTurn(transport));
      noteSuccess(stream);
      return Optional.of(stream);
    } catch (Exception failure) {
      refuse(transport, failure);
      return Optional.empty();
    } catch (Error failure) {
      Closing.forcefully(transport, failure);
      throw failure;
    }
  }

  /** Tells of a handshake that has failed while the transport is open, and closes it. */
  private void refuse(ByteStream transport, Exception failure) throws IOException {
    failed.increment();
    try {
      options.failureHook().accept(new FailedHandshake(transport, explained(failure)));
    } catch (RuntimeException | Error e) {
      Closing.forcefully(transport, e);
      throw e;
    }
    transport.closeForcefully();
  }

  private EngineTlsStream inTurn(ByteStream transport) throws IOException {
    Handshake handshake = context.handshake(transport);
    handshake.awaitHello(); // Who connects and stalls before there is work takes no place.
    places.acquire();
    try {
      return handshake.perform();
    } finally {
      places.release();
    }
  }

  private Exception explained(Exception failure) {
    return failure instanceof DeadlineExceededException
        ? new TlsHandshakeException(
            Reason.TIMED_OUT,
            "the TLS handshake with a client failed: it was not done within "
                + options.handshakeTimeout()
                + ", because the client stalled or too many others came first",
            failure)
        : failure;
  }

  private void noteSuccess(EngineTlsStream stream) {
    succeeded.increment();
    // Not asked for as an attribute: making all of them ready takes time and memory.
    if (stream.isResumed()) {
      resumed.increment();
    }
  }

  TlsListenerStatistics statistics() {
    int running = places.maxPermits() - places.availablePermits();
    return new TlsListenerStatistics(
        succeeded.sum(), resumed.sum(), failed.sum(), running, places.statistics().tasksWaiting());
  }
}
