package dev.fairlead.tls;

import dev.fairlead.Action;
import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.tls.Encryptor.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What sending to a stream does. */
final class SendingSide {

  private final Encryptor encryptor;
  private final Wire wire;
  private final Lifecycle lifecycle;
  private final StreamSettings settings;

  SendingSide(Encryptor encryptor, Wire wire, Lifecycle lifecycle, StreamSettings settings) {
    this.encryptor = encryptor;
    this.wire = wire;
    this.lifecycle = lifecycle;
    this.settings = settings;
  }

  void send(ByteBuffer... buffers) throws IOException {
    inTurn(
        "send()",
        () -> {
          lifecycle.ensureSendable("send()");
          do {
            encrypt(buffers);
            flush("send()");
          } while (hasRemaining(buffers));
        });
  }

  private void inTurn(String action, Action<IOException> body) throws IOException {
    lifecycle.ensureUsable(action);
    try {
      inTurn(body);
    } catch (BrokenResourceException e) {
      flushForReceiver();
      throw e;
    }
    flushForReceiver();
  }

  private void inTurn(Action<IOException> body) throws IOException {
    wire.sendTurn().begin();
    try {
      body.run();
    } finally {
      wire.sendTurn().end();
    }
  }

  /** Sends the last words of a receiver that could not, because it was this task's turn. */
  private void flushForReceiver() {
    if (encryptor.hasLastWords()) {
      wire.flushBriefly(settings.closeTimeout());
    }
  }

  private static boolean hasRemaining(ByteBuffer... buffers) {
    for (ByteBuffer buffer : buffers) {
      if (buffer.hasRemaining()) {
        return true;
      }
    }
    return false;
  }

  private void encrypt(ByteBuffer... buffers) throws IOException {
    lifecycle.ensureUsable("send()");
    if (encryptor.encrypt(buffers) == Outcome.CLOSED) {
      throw sendingIsOver();
    }
  }

  private IOException sendingIsOver() {
    lifecycle.ensureSendable("send()");
    return new BrokenResourceException(
        "the peer has closed the TLS stream, which ends both directions before TLS 1.3");
  }

  /** Ends sending; the protocol must be one that can. */
  void sendEof() throws IOException {
    inTurn(
        "sendEof()",
        () -> {
          lifecycle.endSending();
          encryptor.close();
          flush("sendEof()");
        });
  }

  /** Changes the keys; the protocol must be one that can. */
  void updateKeys() throws IOException {
    inTurn(
        "updateKeys()",
        () -> {
          lifecycle.ensureSendable("updateKeys()");
          encryptor.updateKeys();
          flush("updateKeys()");
        });
  }

  private void flush(String action) throws IOException {
    try {
      wire.flush();
    } catch (ClosedResourceException e) {
      throw lifecycle.isUsable() ? e : lifecycle.unusable(action);
    }
  }
}
