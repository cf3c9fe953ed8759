package dev.fairlead.testing.internal.junit;

import dev.fairlead.lowlevel.KeptDescriptors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The open descriptors of this process by kind: sockets, pipes, selectors and the like. Files are
 * left out, since class loading opens jars at any moment, and so are those that a library keeps for
 * good. Sees something on Linux only.
 */
final class Descriptors {

  // The tests of core count in the same way, with a class of their own: core can depend on nothing
  // that is here, and its tests are not a part of this library.

  /** The JDK does not even begin to wait if the time is up by then, as on a busy machine. */
  private static final long LONG_ENOUGH_MILLIS = 200;

  private static final Path ALL = Path.of("/proc/self/fd");
  private static final boolean VISIBLE = Files.isDirectory(ALL);

  static {
    openWhatTheJdkKeeps();
  }

  private final Map<String, Integer> counts;

  private Descriptors(Map<String, Integer> counts) {
    this.counts = counts;
  }

  /** Those of a test that opens none. */
  static Descriptors none() {
    return new Descriptors(Map.of());
  }

  static Descriptors now() {
    return new Descriptors(VISIBLE ? count() : Map.of());
  }

  /** What is open and was not earlier: kinds, and how many more of them. */
  List<String> minus(Descriptors earlier) {
    return counts.entrySet().stream()
        .filter(kind -> kind.getValue() > earlier.count(kind.getKey()))
        .map(kind -> kind.getKey() + " " + (kind.getValue() - earlier.count(kind.getKey())))
        .sorted()
        .toList();
  }

  private int count(String kind) {
    return counts.getOrDefault(kind, 0);
  }

  private static Map<String, Integer> count() {
    var counts = new HashMap<String, Integer>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(ALL)) {
      for (Path link : links) {
        String target = target(link);
        int colon = target.indexOf(':');
        if (colon > 0 && !target.startsWith("/")) {
          counts.merge(kind(target, colon), 1, Integer::sum);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    KeptDescriptors.counts().forEach((kind, kept) -> counts.merge(kind, -kept, Integer::sum));
    return counts;
  }

  /** {@code socket:[4711]} is a socket, {@code anon_inode:[eventpoll]} an event poll. */
  private static String kind(String target, int colon) {
    String before = target.substring(0, colon);
    return before.equals("anon_inode") ? target.substring(colon + 1) : before;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // Closed since it was listed.
    }
  }

  /**
   * Starts the threads that the JDK polls with for virtual threads. A class of its own, because the
   * other one is being initialised.
   */
  private record SelectInAVirtualThread(Selector selector) implements Runnable {
    @Override
    public void run() {
      try {
        selector.select(LONG_ENOUGH_MILLIS);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void await() {
      try {
        Thread.ofVirtual().start(this).join();
      } catch (InterruptedException e) {
        throw new AssertionError("nobody interrupts the start of a test", e);
      }
    }
  }

  /** The JDK opens some descriptors when they are first needed and never closes them. */
  private static void openWhatTheJdkKeeps() {
    try (Selector selector = Selector.open();
        ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
          SocketChannel accepted = server.accept()) {
        accepted.write(ByteBuffer.allocate(1));
        client.read(ByteBuffer.allocate(1));
        client.configureBlocking(false);
        client.register(selector, 0);
        new SelectInAVirtualThread(selector).await();
      }
      Pipe pipe = Pipe.open();
      pipe.sink().close();
      pipe.source().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
