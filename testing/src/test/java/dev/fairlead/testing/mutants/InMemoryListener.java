package dev.fairlead.testing.mutants;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.ConnectionFailedException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.TaskGroup;
import dev.fairlead.attribute.Attribute;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.Listener;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.sync.ResourceGuard;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;

/** A listener within the program, as a user could write one. */
class InMemoryListener implements Listener<ByteStream> {

  private final MemoryObjectStreams.Pair<ByteStream> waiting =
      MemoryObjectStreams.create(MemoryObjectStreams.UNBOUNDED);
  private final ResourceGuard guard = new ResourceGuard("serving");
  private boolean closed;

  /** Connects to this listener. */
  final ByteStream connect() throws IOException {
    ensureOpen();
    var pair = MemoryByteStreams.pair(100);
    if (!closed) {
      waiting.send().send(pair.second());
    }
    return pair.first();
  }

  /** For those who connect. */
  protected void ensureOpen() throws IOException {
    if (closed) {
      throw new ConnectionFailedException("nobody listens any more");
    }
  }

  protected final void forgetWaiting() throws IOException {
    while (waiting.receive().tryReceive().isPresent()) {
      // And the next one.
    }
  }

  @Override
  public void serve(TaskGroup group, Handler<? super ByteStream> handler) throws IOException {
    guard.run(() -> {
      while (true) {
        ByteStream connection = next();
        group.startSoon(() -> handle(handler, connection));
      }
    });
  }

  private ByteStream next() {
    try {
      return waiting.receive().receive();
    } catch (EndOfStreamException e) {
      throw new ClosedResourceException("the listener is closed");
    }
  }

  protected void handle(Handler<? super ByteStream> handler, ByteStream connection)
      throws Exception {
    try (connection) {
      handler.handle(connection);
    }
  }

  @Override
  public void close() {
    closed = true;
    waiting.close();
  }

  @Override
  public void closeForcefully() {
    close();
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return Map.of();
  }
}
