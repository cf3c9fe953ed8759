package dev.fairlead.tls;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.BusyResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.tls.Decryptor.Found;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** What receiving from a stream does. */
final class ReceivingSide {

  /** A look for plaintext. */
  private interface Look {
    Found look() throws IOException;
  }

  private final Decryptor decryptor;
  private final Wire wire;
  private final Lifecycle lifecycle;
  private final TlsTruncation truncation;

  // Any task: whether one receives.
  private final AtomicBoolean busy = new AtomicBoolean();

  ReceivingSide(Decryptor decryptor, Wire wire, Lifecycle lifecycle, TlsTruncation truncation) {
    this.decryptor = decryptor;
    this.wire = wire;
    this.lifecycle = lifecycle;
    this.truncation = truncation;
  }

  int receive(ByteBuffer target) throws IOException {
    if (!target.hasRemaining()) {
      throw new IllegalArgumentException(
          "the buffer to receive into has no room left: " + target + "; clear or compact it first");
    }
    begin();
    try {
      int start = target.position();
      return await(() -> decryptor.read(target)) ? target.position() - start : -1;
    } finally {
      end();
    }
  }

  byte[] receive(int maxBytes) throws IOException {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1: " + maxBytes);
    }
    begin();
    try {
      if (!await(decryptor::readPlaintext)) {
        throw new EndOfStreamException("the peer has ended the TLS stream");
      }
      return decryptor.plaintext().take(maxBytes);
    } finally {
      end();
    }
  }

  private void begin() {
    if (!busy.compareAndSet(false, true)) {
      throw new BusyResourceException("receiving from this TLS stream");
    }
    boolean begun = false;
    try {
      Checkpoints.checkpoint();
      wire.receiveTurn().take();
      begun = true;
    } finally {
      if (!begun) {
        busy.set(false);
      }
    }
  }

  private void end() {
    wire.receiveTurn().give();
    busy.set(false);
  }

  /** Waits until a look finds something; false at the end of the stream. */
  private boolean await(Look look) throws IOException {
    while (true) {
      lifecycle.ensureUsable("receive()");
      switch (look.look()) {
        case DATA -> {
          return true;
        }
        case END -> {
          ensureMayEnd();
          return false;
        }
        case NOTHING -> fill();
      }
    }
  }

  private void fill() throws IOException {
    try {
      wire.fill();
    } catch (ClosedResourceException e) {
      throw lifecycle.isUsable() ? e : lifecycle.unusable("receive()");
    }
  }

  private void ensureMayEnd() throws BrokenResourceException {
    if (decryptor.end() == TlsEnd.TRUNCATED && truncation == TlsTruncation.STRICT) {
      throw new BrokenResourceException(
          "the TLS stream was cut off: the transport ended before the peer said that it is done; "
              + "where the protocol above marks its own end, TlsTruncation.TOLERANT accepts that");
    }
  }
}
