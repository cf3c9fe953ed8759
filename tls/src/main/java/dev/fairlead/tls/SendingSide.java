package dev.fairlead.tls;

import dev.fairlead.Action;
import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.sync.ResourceGuard;
import dev.fairlead.tls.Decryptor.Found;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What sending to a stream does. */
final class SendingSide {

  private final Decryptor decryptor;
  private final Encryptor encryptor;
  private final Wire wire;
  private final Lifecycle lifecycle;

  private final ResourceGuard guard = new ResourceGuard("sending to this TLS stream");

  SendingSide(Decryptor decryptor, Encryptor encryptor, Wire wire, Lifecycle lifecycle) {
    this.decryptor = decryptor;
    this.encryptor = encryptor;
    this.wire = wire;
    this.lifecycle = lifecycle;
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
    guard.run(() -> wire.sendTurn().run(body));
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
    switch (encryptor.encrypt(buffers)) {
      case ENCRYPTED -> {} // To be flushed.
      case CLOSED -> throw sendingIsOver();
      case RECEIVE_FIRST -> receiveForEngine();
    }
  }

  private IOException sendingIsOver() {
    lifecycle.ensureUsable("send()");
    return new BrokenResourceException(
        "the peer has closed the TLS stream, which ends both directions before TLS 1.3");
  }

  /** Lets the engine have what it waits for, unless another task has just given it. */
  private void receiveForEngine() throws IOException {
    wire.flush();
    wire.receiveTurn()
        .run(() -> {
          if (decryptor.readPlaintext() == Found.NOTHING) {
            wire.fill();
          }
        });
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
