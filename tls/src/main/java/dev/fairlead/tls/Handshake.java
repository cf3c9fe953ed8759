package dev.fairlead.tls;

import dev.fairlead.CancelScope;
import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** The first handshake on a stream, done once, in the task that wraps it. */
final class Handshake {

  /*
   * The engine says what it needs, and this gives it:
   *
   *   NEED_TASK ------> run its tasks here
   *   NEED_WRAP ------> make a record; it waits in the outbox until the flight is complete
   *   NEED_UNWRAP ----> open a record; if there is none, send the flight and receive, both at once:
   *                     a client has something to say already in the middle of the server's flight
   *   FINISHED -------> send the last flight, unless it can wait
   *   NOT_HANDSHAKING > as FINISHED
   *
   * The last flight can wait where the peer does not: after the client's Finished, a server of TLS
   * 1.3 has only session tickets to send. They go out with its first data, so a client that reads
   * nothing yet cannot hold up the server, and they cost no write of their own.
   *
   * The JDK keeps the stack of a waiting task in a piece of memory that does not shrink when the
   * task waits again with less. So what was deep on the stack of a waiting handshake would stay with
   * the stream while it is idle, and few methods lie between here and the listener.
   */

  /** What the engine cannot do by itself. */
  private enum Need {
    RECEIVE,
    NOTHING
  }

  private final EngineTlsStream stream;
  private final SSLEngine engine;
  private final Decryptor decryptor;
  private final Encryptor encryptor;
  private final Wire wire;
  private final Duration alertLimit;
  private final Resumption resumption;
  private HandshakeStatus status = HandshakeStatus.NOT_HANDSHAKING;

  /**
   * Prepares the handshake that opens a stream.
   *
   * @param alertLimit how long a failure may take to tell the peer
   */
  Handshake(EngineTlsStream stream, Duration alertLimit, Resumption resumption) {
    this.stream = stream;
    this.engine = stream.engine();
    this.decryptor = stream.decryptor();
    this.encryptor = stream.encryptor();
    this.wire = stream.wire();
    this.alertLimit = alertLimit;
    this.resumption = resumption;
  }

  /** Waits for all of the client's first message; for servers, before the rest. A checkpoint. */
  void awaitHello() throws IOException {
    var hello = new FirstMessage();
    while (!hello.isWholeIn(decryptor.inbox().bytes())) {
      try {
        wire.fillSparingly();
      } catch (IOException e) {
        throw HandshakeErrors.transportBroke(engine, e);
      }
      ensureNotEnded();
    }
  }

  /** Does the handshake; the transport stays open if it fails. A checkpoint. */
  EngineTlsStream perform() throws IOException {
    boolean resumed;
    resumption.begin(engine, decryptor.clientHello());
    try {
      begin();
      while (advance() == Need.RECEIVE) {
        receive();
      }
      if (!lastFlightCanWait()) {
        send();
      }
    } finally {
      resumed = resumption.end(engine);
    }
    stream.opened(resumed);
    return stream;
  }

  private void begin() throws IOException {
    try {
      engine.beginHandshake();
      status = engine.getHandshakeStatus();
    } catch (SSLException e) {
      throw failed(e);
    }
  }

  private Need advance() throws IOException {
    try {
      return advanceUntilNeed();
    } catch (SSLException e) {
      throw failed(e);
    }
  }

  private Need advanceUntilNeed() throws SSLException {
    var progress = new Progress(engine);
    while (true) {
      switch (status) {
        case NEED_TASK -> status = EngineTasks.run(engine);
        case NEED_WRAP -> take(encryptor.handshakeRecord(), progress);
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          SSLEngineResult result = decryptor.handshakeRecord();
          if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
            return Need.RECEIVE;
          }
          take(result, progress);
        }
        case FINISHED, NOT_HANDSHAKING -> {
          return Need.NOTHING;
        }
      }
    }
  }

  private void take(SSLEngineResult result, Progress progress) throws SSLException {
    if (result.getStatus() == Status.CLOSED) {
      throw new SSLException("the peer has closed the connection in the middle of the handshake");
    }
    progress.note(result);
    status = result.getHandshakeStatus();
  }

  private void receive() throws IOException {
    try {
      wire.fill();
    } catch (IOException e) {
      throw HandshakeErrors.transportBroke(engine, e);
    }
    ensureNotEnded();
  }

  private void ensureNotEnded() throws IOException {
    if (decryptor.end() != TlsEnd.OPEN) {
      throw HandshakeErrors.transportEnded(engine);
    }
  }

  private void send() throws IOException {
    try {
      wire.flush();
    } catch (IOException e) {
      throw HandshakeErrors.transportBroke(engine, e);
    }
  }

  private boolean lastFlightCanWait() {
    return !engine.getUseClientMode() && "TLSv1.3".equals(engine.getSession().getProtocol());
  }

  /** Tells the peer, as far as it listens, and says what went wrong. */
  private IOException failed(SSLException cause) {
    encryptor.failed(cause);
    IOException error = HandshakeErrors.translate(engine, cause);
    try {
      CancelScope.moveOnAfter(alertLimit).run(wire::flush);
    } catch (IOException e) {
      error.addSuppressed(e);
    }
    return error;
  }
}
