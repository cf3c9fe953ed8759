package dev.fairlead.net.internal.serve;

import dev.fairlead.TaskGroup;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.spi.StreamTransport;
import dev.fairlead.stream.Listener.Handler;
import java.io.IOException;

/** Gives each connection a task of its own. */
record TaskReception<S extends SocketStream>(
    Serving<S> serving, TaskGroup group, Handler<? super S> handler) implements Reception<S> {

  @Override
  public void run() throws IOException {
    serving.run();
  }

  @Override
  public void receive(StreamTransport transport, S stream) throws IOException {
    var task = new ConnectionTask<>(this, stream);
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
