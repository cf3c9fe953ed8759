package dev.fairlead.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * The half of the engine that opens records. Never waits. Used by the task that has the turn to
 * receive.
 */
final class Decryptor {

  /** What looking for plaintext has come to. */
  enum Found {
    /** There was some. */
    DATA,
    /** There will be none before more bytes come from the transport. */
    NOTHING,
    /** There will never be more; {@link #end} says why. */
    END
  }

  private static final ByteBuffer NO_ROOM = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final Encryptor encryptor;
  private final Renegotiation renegotiation;
  private final Failure failure;
  private final Inbox inbox = new Inbox();
  private final Plaintext plaintext = new Plaintext();
  private final ClientHello clientHello = new ClientHello();

  // Written by the task that has the turn, read by any.
  private volatile TlsEnd end = TlsEnd.OPEN;

  Decryptor(SSLEngine engine, Encryptor encryptor, Renegotiation renegotiation, Failure failure) {
    this.engine = engine;
    this.encryptor = encryptor;
    this.renegotiation = renegotiation;
    this.failure = failure;
  }

  Inbox inbox() {
    return inbox;
  }

  Plaintext plaintext() {
    return plaintext;
  }

  /** What a client has said first. */
  ClientHello clientHello() {
    return clientHello;
  }

  /** How far the peer has come. Any task. */
  TlsEnd end() {
    return end;
  }

  /** Says that the transport has ended. */
  void transportEnded() {
    if (end == TlsEnd.OPEN) {
      end = TlsEnd.TRUNCATED;
    }
    inbox.release();
  }

  /** Opens one record of the handshake and returns what comes next. */
  SSLEngineResult handshakeRecord() throws SSLException {
    ByteBuffer record = inbox.bytes().duplicate();
    SSLEngineResult result = engine.unwrap(inbox.bytes(), NO_ROOM);
    clientHello.take(record.limit(record.position() + result.bytesConsumed()));
    if (result.getStatus() == Status.CLOSED) {
      end = TlsEnd.CLEAN;
    }
    return result;
  }

  /** Opens records until the target is full or there is nothing more to open. */
  Found read(ByteBuffer target) throws IOException {
    if (!plaintext.isEmpty()) {
      plaintext.moveTo(target);
      return Found.DATA;
    }
    return open(target);
  }

  private Found open(ByteBuffer target) throws IOException {
    int start = target.position();
    try {
      return openRecords(target);
    } catch (SSLException e) {
      IOException broken = encryptor.failed(e);
      if (target.position() > start) {
        return Found.DATA; // The next one throws: what came before the failure was in order.
      }
      throw broken;
    } finally {
      inbox.releaseIfEmpty(); // Nobody may come to receive for a long time.
    }
  }

  private Found openRecords(ByteBuffer target) throws IOException {
    failure.check();
    int start = target.position();
    var progress = new Progress(engine);
    while (end == TlsEnd.OPEN) {
      renegotiation.checkReceived(inbox.bytes());
      SSLEngineResult result = engine.unwrap(inbox.bytes(), target);
      boolean some = target.position() > start;
      switch (result.getStatus()) {
        case BUFFER_UNDERFLOW -> {
          return some ? Found.DATA : Found.NOTHING;
        }
        case BUFFER_OVERFLOW -> {
          return some ? Found.DATA : openThroughPlaintext(target);
        }
        case CLOSED -> end = TlsEnd.CLEAN;
        case OK -> progress.note(result);
      }
      react(result.getHandshakeStatus());
      if (!target.hasRemaining()) {
        return Found.DATA;
      }
    }
    return target.position() > start ? Found.DATA : Found.END;
  }

  private void react(HandshakeStatus status) throws SSLException {
    HandshakeStatus next = status;
    if (next == HandshakeStatus.NEED_TASK) {
      next = EngineTasks.run(engine);
    }
    if (next == HandshakeStatus.NEED_WRAP) {
      encryptor.answer();
    }
  }

  private Found openThroughPlaintext(ByteBuffer target) throws IOException {
    Found found = readPlaintext();
    if (found == Found.DATA) {
      plaintext.moveTo(target);
    }
    return found;
  }

  /** Opens records into a buffer of this object, as many as it holds. */
  Found readPlaintext() throws IOException {
    if (!plaintext.isEmpty()) {
      return Found.DATA;
    }
    ByteBuffer room = plaintext.open(engine.getSession().getApplicationBufferSize());
    try {
      return open(room);
    } finally {
      plaintext.filled();
    }
  }
}
