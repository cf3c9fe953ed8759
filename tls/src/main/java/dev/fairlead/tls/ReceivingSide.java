package dev.fairlead.tls;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.tls.Decryptor.Found;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What receiving from a stream does. A task that waits here keeps its stack in memory for as long
 * as the peer is silent, so there are few methods and no lambdas between it and the transport.
 */
final class ReceivingSide {

  /** A look for plaintext. */
  private interface Look {
    Found look() throws IOException;
  }

  private final Decryptor decryptor;
  private final Wire wire;
  private final Lifecycle lifecycle;
  private final StreamSettings settings;

  ReceivingSide(Decryptor decryptor, Wire wire, Lifecycle lifecycle, StreamSettings settings) {
    this.decryptor = decryptor;
    this.wire = wire;
    this.lifecycle = lifecycle;
    this.settings = settings;
  }

  int receive(ByteBuffer target) throws IOException {
    if (!target.hasRemaining()) {
      throw new IllegalArgumentException(
          "the buffer to receive into has no room left: " + target + "; clear or compact it first");
    }
    int start = target.position();
    wire.receiveTurn().begin();
    try {
      return await(() -> decryptor.read(target)) ? target.position() - start : -1;
    } finally {
      wire.receiveTurn().end();
    }
  }

  byte[] receive(int maxBytes) throws IOException {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1: " + maxBytes);
    }
    wire.receiveTurn().begin();
    try {
      if (!await(decryptor::readPlaintext)) {
        throw new EndOfStreamException("the peer has ended the TLS stream");
      }
      return decryptor.plaintext().take(maxBytes);
    } finally {
      wire.receiveTurn().end();
    }
  }

  // ---- for streams that nobody waits for

  /**
   * Takes in what the transport has, if nothing is here. A checkpoint; waits only where the
   * transport has nothing.
   *
   * @return as {@link #tells}
   */
  boolean takeIn() throws IOException {
    if (tells()) {
      return true;
    }
    wire.receiveTurn().begin();
    try {
      wire.fill();
    } catch (IOException e) {
      return true; // The transport tells it again to the receive.
    } finally {
      wire.receiveTurn().end();
    }
    return tells();
  }

  /**
   * Whether a receive has something to tell without the transport: bytes, the end, or a failure. A
   * checkpoint.
   */
  boolean tells() {
    wire.receiveTurn().begin();
    try {
      lifecycle.ensureUsable("receive()");
      return decryptor.readPlaintext() != Found.NOTHING;
    } catch (IOException e) {
      return true; // It is remembered, for the receive too.
    } finally {
      wire.receiveTurn().end();
    }
  }

  // ---- waiting

  /** Waits until a look finds something; false at the end of the stream. */
  private boolean await(Look look) throws IOException {
    while (true) {
      lifecycle.ensureUsable("receive()");
      switch (look(look)) {
        case DATA -> {
          return true;
        }
        case END -> {
          finish();
          return false;
        }
        case NOTHING -> {
          try {
            wire.fill();
          } catch (ClosedResourceException e) {
            throw lifecycle.isUsable() ? e : lifecycle.unusable("receive()");
          }
        }
      }
    }
  }

  /** Looks; a failure is told to the peer at once, since the receiver may be all there is. */
  private Found look(Look look) throws IOException {
    try {
      return look.look();
    } catch (IOException e) {
      wire.flushBriefly(settings.closeTimeout());
      throw e;
    }
  }

  /** Answers the peer's goodbye. */
  private void finish() throws IOException {
    wire.flushBriefly(settings.closeTimeout());
    ensureMayEnd();
  }

  private void ensureMayEnd() throws BrokenResourceException {
    if (decryptor.end() == TlsEnd.TRUNCATED && settings.truncation() == TlsTruncation.STRICT) {
      throw new BrokenResourceException(
          "the TLS stream was cut off: the transport ended before the peer said that it is done; "
              + "where the protocol above marks its own end, TlsTruncation.TOLERANT accepts that");
    }
  }
}
