package dev.fairlead.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * The half of the engine that makes records. Never waits for anything but its own monitor, which
 * nobody has for long.
 *
 * <p>The sending task makes records from plaintext. The receiving task makes records too, when the
 * peer's messages ask for an answer: it leaves them in the outbox and does not wait until they are
 * sent, so that two peers that answer each other cannot block each other. They go out with the next
 * send, at the latest when the stream is closed.
 */
final class Encryptor {

  /** What an attempt to encrypt has come to. */
  enum Outcome {
    /** Everything was encrypted, or as much as one buffer holds. */
    ENCRYPTED,
    /** Nothing more can be encrypted at all: this side of the engine is closed. */
    CLOSED
  }

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final Renegotiation renegotiation;
  private final Failure failure;

  // Guarded by the monitor: records enter it in the order in which the engine numbered them.
  private final Outbox outbox = new Outbox();

  // Written under the monitor, read by any task.
  private volatile long unsentAnswers;

  Encryptor(SSLEngine engine, Renegotiation renegotiation, Failure failure) {
    this.engine = engine;
    this.renegotiation = renegotiation;
    this.failure = failure;
  }

  // ---- by the task that has the turn to send

  /**
   * Encrypts as much as fits into one buffer. What the engine wants to say behind it, such as new
   * keys when the old ones are worn out, comes in front of what is encrypted next.
   */
  synchronized Outcome encrypt(ByteBuffer... sources) throws IOException {
    failure.check();
    renegotiation.checkSending();
    try {
      return fillRecords(sources);
    } catch (SSLException e) {
      throw failed(e);
    }
  }

  private Outcome fillRecords(ByteBuffer... sources) throws SSLException {
    ByteBuffer room = BufferPool.take();
    try {
      return fillRecords(room, sources);
    } finally {
      outbox.add(room);
    }
  }

  private Outcome fillRecords(ByteBuffer room, ByteBuffer... sources) throws SSLException {
    var progress = new Progress(engine);
    while (hasRemaining(sources)) {
      SSLEngineResult result = engine.wrap(sources, room);
      if (result.getStatus() == Status.BUFFER_OVERFLOW) {
        progress.ensureOverflowIsFull(room);
        return Outcome.ENCRYPTED;
      } else if (result.getStatus() == Status.CLOSED) {
        return Outcome.CLOSED;
      }
      progress.note(result);
    }
    return Outcome.ENCRYPTED;
  }

  private static boolean hasRemaining(ByteBuffer... sources) {
    for (ByteBuffer source : sources) {
      if (source.hasRemaining()) {
        return true;
      }
    }
    return false;
  }

  /** The records that are to be sent now, oldest first; none if there are none. */
  synchronized ByteBuffer[] toSend() {
    return outbox.all();
  }

  /** Forgets those of them that were sent, also in part. */
  synchronized void dropSent() {
    outbox.dropSent();
    // What was answered first was sent first.
    unsentAnswers = Math.min(unsentAnswers, outbox.size());
  }

  // ---- by any task

  /** Whether nothing waits to be sent. */
  boolean isAllSent() {
    return outbox.size() == 0;
  }

  /** Whether something waits to be sent behind which nothing will follow: an alert or a goodbye. */
  boolean hasLastWords() {
    return !isAllSent() && (failure.isSet() || engine.isInboundDone());
  }

  /**
   * Whether so many bytes of answers wait to be sent, or something that the peer waits for in the
   * middle of a handshake, that receiving must not go on without sending them.
   */
  boolean mustSend(long limit) {
    return unsentAnswers > limit
        || (!isAllSent() && engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP);
  }

  /** Makes one record of the handshake and returns what comes next. */
  synchronized SSLEngineResult handshakeRecord() throws SSLException {
    return wrapOne();
  }

  /** Makes the records that the peer's messages ask for, or that the engine has to say. */
  synchronized void answer() throws SSLException {
    long others = outbox.size() - unsentAnswers;
    try {
      wrapPending();
    } finally {
      unsentAnswers = outbox.size() - others;
    }
  }

  /** Says that nothing more will be sent. Doing it twice does nothing. */
  synchronized void close() throws SSLException {
    engine.closeOutbound();
    wrapPending();
  }

  /** Changes the keys of this side and asks the peer to do the same. TLS 1.3 only. */
  synchronized void updateKeys() throws IOException {
    failure.check();
    try {
      engine.beginHandshake();
      wrapPending();
    } catch (SSLException e) {
      throw failed(e);
    }
  }

  /**
   * Makes the alert that tells the peer what went wrong here, if there is one, and remembers the
   * failure for every operation to come.
   */
  synchronized IOException failed(SSLException cause) {
    if (failure.set(cause)) {
      try {
        wrapPending();
      } catch (SSLException e) {
        // The same failure again, from a task that the engine had delegated.
        failure.add(e);
      }
    }
    return failure.asException();
  }

  private void wrapPending() throws SSLException {
    assert Thread.holdsLock(this);
    var progress = new Progress(engine);
    while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      SSLEngineResult result = wrapOne();
      progress.note(result);
      if (result.bytesProduced() == 0 && result.getStatus() == Status.CLOSED) {
        return;
      }
    }
  }

  private SSLEngineResult wrapOne() throws SSLException {
    ByteBuffer room = BufferPool.take();
    try {
      return engine.wrap(NOTHING, room);
    } finally {
      outbox.add(room);
    }
  }
}
