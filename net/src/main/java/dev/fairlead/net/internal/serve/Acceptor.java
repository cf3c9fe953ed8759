package dev.fairlead.net.internal.serve;

import dev.fairlead.net.internal.Addresses;
import dev.fairlead.net.spi.ListenerTransport;
import dev.fairlead.net.spi.StreamTransport;
import java.io.IOException;
import java.util.Optional;

/** Accepts the connections of one listening socket, one after the other, for {@link Serving}. */
final class Acceptor {

  private final ListenerTransport socket;
  private final Serving<?> serving;
  private final AcceptRefusals refusals;

  Acceptor(ListenerTransport socket, Serving<?> serving) {
    this.socket = socket;
    this.serving = serving;
    this.refusals = new AcceptRefusals(Addresses.describeStream(socket.localAddress()));
  }

  /**
   * Accepts until cancelled or closed. It waits for connections without a place, which another
   * socket may have a use for meanwhile.
   */
  void acceptForEver() throws IOException {
    while (true) {
      if (!acceptOne()) {
        socket.awaitConnection();
      }
    }
  }

  /** Waits for a place; returns whether there was a connection for it. */
  private boolean acceptOne() throws IOException {
    serving.takePlace();
    boolean handedOver = false;
    try {
      Optional<? extends StreamTransport> accepted = next();
      if (accepted.isPresent()) {
        serving.handOver(accepted.get());
        handedOver = true;
      }
    } finally {
      if (!handedOver) {
        serving.giveBackPlace();
      }
    }
    return handedOver;
  }

  private Optional<? extends StreamTransport> next() {
    while (true) {
      try {
        Optional<? extends StreamTransport> accepted = socket.tryAccept();
        if (accepted.isPresent()) {
          refusals.over();
        }
        return accepted;
      } catch (IOException refusal) {
        serving.noteRefusal();
        refusals.pauseAfter(refusal);
      }
    }
  }
}
