package dev.fairlead.net.internal.serve;

import dev.fairlead.net.HandoverListener;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.internal.TransportStream;
import java.util.List;

/** A listener to which connections are handed over. */
public final class Handover<S extends SocketStream> extends TransportListener<S>
    implements HandoverListener<S> {

  private final HandoverTransport<S> transport;

  /** Makes one to which nothing was handed over. */
  public Handover() {
    this(new HandoverTransport<>());
  }

  private Handover(HandoverTransport<S> transport) {
    super(List.of(transport), transport::faceOf);
    this.transport = transport;
  }

  @Override
  public void handOver(S connection) {
    if (!(connection instanceof TransportStream face)) {
      throw new IllegalArgumentException(
          "only a connection of Net, of a listener or of a simulation can be handed over, not "
              + connection
              + "; serve a stream of your own in a task");
    }
    if (!transport.add(connection, face.transport())) {
      ensureOpen("hand over " + connection + " to");
    }
  }
}
