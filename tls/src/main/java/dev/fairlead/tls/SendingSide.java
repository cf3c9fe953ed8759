package dev.fairlead.tls;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.BusyResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.tls.Decryptor.Found;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** What sending to a stream does. */
final class SendingSide {

  private final Decryptor decryptor;
  private final Encryptor encryptor;
  private final Wire wire;
  private final Lifecycle lifecycle;

  // Any task: whether one sends.
  private final AtomicBoolean busy = new AtomicBoolean();

  SendingSide(Decryptor decryptor, Encryptor encryptor, Wire wire, Lifecycle lifecycle) {
    this.decryptor = decryptor;
    this.encryptor = encryptor;
    this.wire = wire;
    this.lifecycle = lifecycle;
  }

  void send(ByteBuffer... buffers) throws IOException {
    begin("send()");
    try {
      lifecycle.ensureSendable("send()");
      do {
        encrypt(buffers);
        flush("send()");
      } while (hasRemaining(buffers));
    } finally {
      end();
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
    wire.receiveTurn().take();
    try {
      if (decryptor.readPlaintext() == Found.NOTHING) {
        wire.fill();
      }
    } finally {
      wire.receiveTurn().give();
    }
  }

  /** Ends sending; the protocol must be one that can. */
  void sendEof() throws IOException {
    begin("sendEof()");
    try {
      lifecycle.endSending();
      encryptor.close();
      flush("sendEof()");
    } finally {
      end();
    }
  }

  /** Changes the keys; the protocol must be one that can. */
  void updateKeys() throws IOException {
    begin("updateKeys()");
    try {
      lifecycle.ensureSendable("updateKeys()");
      encryptor.updateKeys();
      flush("updateKeys()");
    } finally {
      end();
    }
  }

  private void flush(String action) throws IOException {
    try {
      wire.flush();
    } catch (ClosedResourceException e) {
      throw lifecycle.isUsable() ? e : lifecycle.unusable(action);
    }
  }

  private void begin(String action) {
    lifecycle.ensureUsable(action);
    if (!busy.compareAndSet(false, true)) {
      throw new BusyResourceException("sending to this TLS stream");
    }
    boolean begun = false;
    try {
      Checkpoints.checkpoint();
      wire.sendTurn().take();
      begun = true;
    } finally {
      if (!begun) {
        busy.set(false);
      }
    }
  }

  private void end() {
    wire.sendTurn().give();
    busy.set(false);
  }
}
