package dev.fairlead.net;

import dev.fairlead.net.internal.serve.TransportListener;
import dev.fairlead.net.internal.unix.Descriptors;
import dev.fairlead.net.spi.ListenerTransport;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** New descriptors of all sockets of a listener. */
final class ListenerDescriptors {

  private ListenerDescriptors() {}

  static List<Integer> of(SocketListener<?> listener) throws IOException {
    if (!(listener instanceof TransportListener<?> known)) {
      throw new UnsupportedOperationException("there is no descriptor behind " + listener);
    }
    known.ensureOpen("pass on");
    Map<SocketAddress, List<ListenerTransport>> byAddress =
        known.sockets().stream().collect(Collectors.groupingBy(ListenerTransport::localAddress));
    var all = new ArrayList<Integer>();
    boolean done = false;
    try {
      for (List<ListenerTransport> same : byAddress.values()) {
        all.addAll(ofSameAddress(same));
      }
      done = true;
      return all;
    } finally {
      if (!done) {
        all.forEach(Descriptors::close);
      }
    }
  }

  private static List<Integer> ofSameAddress(List<ListenerTransport> sockets) throws IOException {
    Object raw =
        sockets
            .getFirst()
            .raw()
            .orElseThrow(() ->
                new UnsupportedOperationException(
                    "there is no descriptor behind " + sockets.getFirst()));
    return Descriptors.duplicatesOf(raw, sockets.size());
  }
}
