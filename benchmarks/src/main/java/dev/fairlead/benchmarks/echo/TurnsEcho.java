package dev.fairlead.benchmarks.echo;

import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TurnHandler.Turn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/** An echo server as a user of Fairlead writes it for very many connections: by turns. */
final class TurnsEcho implements JavaEcho {
  private static final int BACKLOG = 4096;

  private final Backend backend;
  private final Style style;

  /** Where the bytes are put. */
  enum Style {
    /** Into one buffer per connection. */
    BUFFER,
    /** Into a buffer outside the heap that is lent for the turn. */
    LENT
  }

  TurnsEcho(Backend backend, Style style) {
    this.backend = backend;
    this.style = style;
  }

  @Override
  public void start(int bufferSize, IntConsumer bound) {
    Thread.ofPlatform().daemon().name("echo").start(() -> runServer(bufferSize, bound));
  }

  private void runServer(int bufferSize, IntConsumer bound) {
    try {
      Fairlead.<IOException>run(o -> o.withBackend(backend), () -> serve(bufferSize, bound));
    } catch (IOException e) {
      throw new UncheckedIOException("the echo server has ended", e);
    }
  }

  private void serve(int bufferSize, IntConsumer bound) throws IOException {
    try (var listener =
        Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1").withBacklog(BACKLOG))) {
      bound.accept(listener.port());
      listener.serveByTurns(stream -> echo(stream, bufferSize));
    }
  }

  private Turn echo(SocketStream stream, int bufferSize) {
    return switch (style) {
      case BUFFER -> echoWith(stream, ByteBuffer.allocate(bufferSize));
      case LENT -> () -> echoWithLent(stream, bufferSize);
    };
  }

  private static Turn echoWith(SocketStream stream, ByteBuffer buffer) {
    return () -> echoOnce(stream, buffer.clear());
  }

  private static boolean echoWithLent(SocketStream stream, int bufferSize) {
    ByteBuffer buffer = LentBuffers.take(bufferSize);
    try {
      return echoOnce(stream, buffer);
    } finally {
      LentBuffers.give(buffer);
    }
  }

  private static boolean echoOnce(SocketStream stream, ByteBuffer buffer) {
    try {
      if (stream.receive(buffer) < 0) {
        return false;
      }
      stream.send(buffer.flip());
      return true;
    } catch (IOException _) {
      return false; // A load generator that did not leave by itself reports it.
    }
  }
}
