package dev.fairlead.net.internal.serve;

import dev.fairlead.TaskGroup;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.spi.StreamTransport;
import dev.fairlead.stream.Listener.Handler;
import java.io.IOException;

/** Gives each connection a task of its own. */
record TaskReception<S extends SocketStream>(TaskGroup group, Handler<? super S> handler)
    implements Reception<S> {

  @Override
  public void receive(Serving<S> serving, StreamTransport transport, S stream) throws IOException {
    var task = new ConnectionTask<>(serving, stream, handler);
    serving.add(task);
    boolean started = false;
    try {
      group.startSoon(o -> o.withName("connection from " + stream.remoteAddress()), task);
      started = true;
    } finally {
      if (!started) {
        serving.remove(task);
        stream.close();
      }
    }
  }
}
