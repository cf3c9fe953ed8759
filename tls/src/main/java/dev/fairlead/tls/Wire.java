package dev.fairlead.tls;

import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.GroupOptions;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The transport below, with whose turn it is in each direction, and what is between it and the
 * engine.
 */
final class Wire {

  /*
   * Who waits for whom. A task that sends has the turn to send and waits for the transport. A task
   * that receives has the turn to receive and waits for the transport. Neither waits for the
   * other's turn, because neither ever needs the other: with a second handshake refused
   * (see Renegotiation) there is no message that a sender would have to receive first. A receiver
   * whose answers pile up sends them in a task of its own while it goes on waiting, and close()
   * wants both turns, each in a task of its own and for a limited time. So there is no circle.
   */

  // More than any handshake leaves behind. A peer that makes us answer this much without reading
  // the answers has to wait until they are sent.
  private static final int MOST_UNSENT_ANSWERS = 16_384;

  // Far longer than a transport with room for a flight of a handshake takes; nearly all have it.
  private static final Duration AT_ONCE = Duration.ofMillis(10);

  private final ByteStream transport;
  private final Decryptor decryptor;
  private final Encryptor encryptor;
  private final Turn sendTurn = new Turn("sending to this TLS stream");
  private final Turn receiveTurn = new Turn("receiving from this TLS stream");

  // Used by the task that has the turn to receive: the transport has not taken at once what had to
  // be sent, so it is not asked to any more.
  private boolean slow;

  Wire(ByteStream transport, Decryptor decryptor, Encryptor encryptor) {
    this.transport = transport;
    this.decryptor = decryptor;
    this.encryptor = encryptor;
  }

  ByteStream transport() {
    return transport;
  }

  /** The right to send on the transport. */
  Turn sendTurn() {
    return sendTurn;
  }

  /** The right to receive from the transport and to open records. */
  Turn receiveTurn() {
    return receiveTurn;
  }

  /**
   * Sends all records there are now; not those that the receiving task adds meanwhile, for nobody
   * is to wait until a peer takes answers to what it said. What is not sent when this is cancelled
   * is sent first the next time. By the task that has the turn to send.
   */
  void flush() throws IOException {
    ByteBuffer[] records = encryptor.toSend();
    if (records.length > 0) {
      try {
        send(records);
      } finally {
        encryptor.dropSent();
      }
    }
  }

  /** Most often it is one, which costs a transport less than a list of them. */
  private void send(ByteBuffer... records) throws IOException {
    if (records.length == 1) {
      transport.send(records[0]);
    } else {
      transport.send(records);
    }
  }

  /** As {@link #flush}, once it is this task's turn. */
  void flushInTurn() throws IOException {
    sendTurn.run(this::flush);
  }

  /**
   * Sends what is left to say to a peer that has said goodbye or was refused, if nobody else is
   * sending; who is does it afterwards. Before TLS 1.3 that is the answer to its goodbye, which it
   * may wait for.
   */
  void flushBriefly(Duration limit) {
    if (encryptor.isAllSent() || !sendTurn.tryTake()) {
      return;
    }
    try {
      CancelScope.moveOnAfter(limit).run(this::flush);
    } catch (IOException | ClosedResourceException e) {
      // The peer has not waited. Whoever sends next hears it from the transport.
    } finally {
      sendTurn.give();
    }
  }

  /** Sends what the transport takes at once, if nobody else is sending; the rest stays. */
  void flushAtOnce() {
    flushBriefly(AT_ONCE);
  }

  /**
   * Waits for bytes to decrypt; notes it if the transport has ended. By the task that has the turn
   * to receive.
   */
  void fill() throws IOException {
    if (mustSendMeanwhile()) {
      fillWhileFlushing();
    } else if (!decryptor.inbox().fill(transport)) { // As in receive(), with a frame less.
      decryptor.transportEnded();
    }
  }

  /** As {@link #fill}, before anything was said, with no more memory than for what has come. */
  void fillSparingly() throws IOException {
    if (!decryptor.inbox().fillSparingly(transport)) {
      decryptor.transportEnded();
    }
  }

  /**
   * Whether something has to be sent while this task receives, after an attempt to send it at once:
   * that spares a second task, and the deep stack that waits for one.
   */
  private boolean mustSendMeanwhile() {
    if (!encryptor.mustSend(MOST_UNSENT_ANSWERS)) {
      return false;
    }
    if (!slow) {
      flushAtOnce();
      slow = encryptor.mustSend(MOST_UNSENT_ANSWERS);
    }
    return slow;
  }

  private void receive() throws IOException {
    if (!decryptor.inbox().fill(transport)) {
      decryptor.transportEnded();
    }
  }

  private void fillWhileFlushing() throws IOException {
    TaskGroup.run(
        GroupOptions::withPlainFailure,
        group -> {
          group.startSoon(this::flushIfPossible);
          receive();
          group.cancel("the peer went on without the answer");
        });
  }

  private void flushIfPossible() {
    try {
      flushInTurn();
    } catch (IOException | ClosedResourceException e) {
      // The transport is broken or closed for whoever sends next, and most likely for the receiver
      // too. Both hear it from the transport, in their own task.
    }
  }
}
