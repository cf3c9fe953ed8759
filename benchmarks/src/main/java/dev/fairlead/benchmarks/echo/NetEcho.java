package dev.fairlead.benchmarks.echo;

import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/** An echo server as a user of Fairlead writes it. */
final class NetEcho implements JavaEcho {
  private static final int BACKLOG = 4096;

  private final Backend backend;
  private final Style style;

  /** How a connection is read. */
  enum Style {
    /** Into one buffer per connection, used again and again. */
    BUFFER {
      @Override
      void echo(SocketStream stream, int bufferSize) throws IOException {
        echoWith(stream, ByteBuffer.allocate(bufferSize));
      }
    },

    /** The same with a buffer outside the heap, which saves the JDK a copy each way. */
    DIRECT {
      @Override
      void echo(SocketStream stream, int bufferSize) throws IOException {
        echoWith(stream, ByteBuffer.allocateDirect(bufferSize));
      }
    },

    /** Into a buffer outside the heap that is lent while there is something to do. */
    LENT {
      @Override
      void echo(SocketStream stream, int bufferSize) throws IOException {
        do {
          stream.awaitReadable();
        } while (echoOnce(stream, bufferSize));
      }

      private static boolean echoOnce(SocketStream stream, int bufferSize) throws IOException {
        ByteBuffer buffer = LentBuffers.take(bufferSize);
        try {
          if (stream.receive(buffer) < 0) {
            return false;
          }
          stream.send(buffer.flip());
          return true;
        } finally {
          LentBuffers.give(buffer);
        }
      }
    },

    /** As arrays, in the three lines of the README. */
    BYTES {
      @Override
      void echo(SocketStream stream, int bufferSize) throws IOException {
        for (byte[] chunk : stream) {
          stream.send(chunk);
        }
      }
    };

    abstract void echo(SocketStream stream, int bufferSize) throws IOException;

    private static void echoWith(SocketStream stream, ByteBuffer buffer) throws IOException {
      while (stream.receive(buffer) >= 0) {
        stream.send(buffer.flip());
        buffer.clear();
      }
    }
  }

  NetEcho(Backend backend, Style style) {
    this.backend = backend;
    this.style = style;
  }

  @Override
  public void start(int bufferSize, IntConsumer bound) {
    Thread.ofPlatform()
        .daemon()
        .name("echo")
        .start(() -> runServer(() -> serve(bufferSize, bound)));
  }

  private void runServer(dev.fairlead.Action<IOException> server) {
    try {
      Fairlead.run(o -> o.withBackend(backend), server);
    } catch (IOException e) {
      throw new UncheckedIOException("the echo server has ended", e);
    }
  }

  private void serve(int bufferSize, IntConsumer bound) throws IOException {
    try (var listener =
        Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1").withBacklog(BACKLOG))) {
      bound.accept(listener.port());
      listener.serve(stream -> echo(stream, bufferSize));
    }
  }

  private void echo(SocketStream stream, int bufferSize) {
    try {
      style.echo(stream, bufferSize);
    } catch (IOException | UncheckedIOException _) {
      // Ends this connection only. A load generator that did not leave by itself reports it.
    }
  }
}
