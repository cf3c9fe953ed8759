package dev.fairlead.benchmarks.echo;

import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.net.Net;
import dev.fairlead.net.ServeOptions;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TcpListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/** An echo server as a user of Fairlead writes it. */
final class NetEcho implements JavaEcho {
  private static final int BACKLOG = 4096;

  private final Backend backend;
  private final Style style;

  /** How connections are served and read. */
  enum Style {
    /** Into one buffer per connection, used again and again. */
    BUFFER {
      @Override
      void serve(TcpListener listener, int bufferSize) throws IOException {
        listener.serve(
            stream -> echoWith(stream, ByteBuffer.allocate(bufferSize)), Style::inSilence);
      }
    },

    /** The same with a buffer outside the heap, which saves the JDK a copy each way. */
    DIRECT {
      @Override
      void serve(TcpListener listener, int bufferSize) throws IOException {
        listener.serve(
            stream -> echoWith(stream, ByteBuffer.allocateDirect(bufferSize)), Style::inSilence);
      }
    },

    /** Into a buffer outside the heap that is lent while there is something to do. */
    LENT {
      @Override
      void serve(TcpListener listener, int bufferSize) throws IOException {
        listener.serve(stream -> echoWithLent(stream, bufferSize), Style::inSilence);
      }

      private static void echoWithLent(SocketStream stream, int bufferSize) throws IOException {
        do {
          stream.awaitReadable();
        } while (echoOnceWithLent(stream, bufferSize));
      }
    },

    /** As arrays, in the three lines of the README. */
    BYTES {
      @Override
      void serve(TcpListener listener, int bufferSize) throws IOException {
        listener.serve(
            stream -> {
              for (byte[] chunk : stream) {
                stream.send(chunk);
              }
            },
            Style::inSilence);
      }
    },

    /** By turns, as is meant for very many connections; into one buffer per connection. */
    TURNS {
      @Override
      void serve(TcpListener listener, int bufferSize) throws IOException {
        listener.serveByTurns(
            stream -> {
              ByteBuffer buffer = ByteBuffer.allocate(bufferSize);
              return () -> echoOnce(stream, buffer.clear());
            },
            Style::inSilence);
      }
    },

    /** By turns, into a buffer outside the heap that is lent for the turn. */
    TURNS_LENT {
      @Override
      void serve(TcpListener listener, int bufferSize) throws IOException {
        listener.serveByTurns(
            stream -> () -> echoOnceWithLent(stream, bufferSize), Style::inSilence);
      }
    };

    abstract void serve(TcpListener listener, int bufferSize) throws IOException;

    /** A load generator that did not leave by itself reports it. */
    private static ServeOptions inSilence(ServeOptions options) {
      return options.withFailureHook(_ -> {});
    }

    private static void echoWith(SocketStream stream, ByteBuffer buffer) throws IOException {
      while (stream.receive(buffer) >= 0) {
        stream.send(buffer.flip());
        buffer.clear();
      }
    }

    private static boolean echoOnceWithLent(SocketStream stream, int bufferSize)
        throws IOException {
      ByteBuffer buffer = LentBuffers.take(bufferSize);
      try {
        return echoOnce(stream, buffer);
      } finally {
        LentBuffers.give(buffer);
      }
    }

    private static boolean echoOnce(SocketStream stream, ByteBuffer buffer) throws IOException {
      if (stream.receive(buffer) < 0) {
        return false;
      }
      stream.send(buffer.flip());
      return true;
    }
  }

  NetEcho(Backend backend, Style style) {
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
      style.serve(listener, bufferSize);
    }
  }
}
