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

  /** Accepts until cancelled or closed. */
  void acceptForEver() throws IOException {
    while (true) {
      serving.takePlace();
      boolean handedOver = false;
      try {
        serving.handOver(next());
        handedOver = true;
      } finally {
        if (!handedOver) {
          serving.giveBackPlace();
        }
      }
    }
  }

  private StreamTransport next() {
    while (true) {
      try {
        Optional<? extends StreamTransport> accepted = socket.tryAccept();
        if (accepted.isPresent()) {
          refusals.over();
          return accepted.get();
        }
        socket.awaitConnection();
      } catch (IOException refusal) {
        serving.noteRefusal();
        refusals.pauseAfter(refusal);
      }
    }
  }
}
