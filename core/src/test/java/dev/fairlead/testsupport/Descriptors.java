package dev.fairlead.testsupport;

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
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The open descriptors of this process by kind: sockets, pipes, selectors and the like. Files are
 * left out, since class loading opens jars at any moment. Sees something on Linux only.
 */
final class Descriptors {

  private static final Path ALL = Path.of("/proc/self/fd");
  private static final boolean VISIBLE = Files.isDirectory(ALL);
  private static final int SECONDS_TO_BEGIN = 10;

  static {
    openWhatTheJdkKeeps();
  }

  private final Map<String, Integer> counts;

  private Descriptors(Map<String, Integer> counts) {
    this.counts = counts;
  }

  static Descriptors now() {
    return new Descriptors(VISIBLE ? count() : Map.of());
  }

  /** Waits some seconds for descriptors that are about to be closed. */
  void assertNoMoreNow(int seconds) {
    if (!Looks.until(() -> now().minus(this).isEmpty(), seconds)) {
      throw new AssertionError("descriptors left open, by kind: " + now().minus(this));
    }
  }

  private Map<String, Integer> minus(Descriptors earlier) {
    var more = new TreeMap<String, Integer>();
    counts.forEach((kind, count) -> {
      int added = count - earlier.counts.getOrDefault(kind, 0);
      if (added > 0) {
        more.put(kind, added);
      }
    });
    return more;
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
        selector.select(TimeUnit.DAYS.toMillis(1));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Lets it wait with a limit, as nothing else in it does, and then end. */
    void await() {
      Thread selecting = Thread.ofVirtual().start(this);
      Looks.until(() -> selecting.getState() == Thread.State.TIMED_WAITING, SECONDS_TO_BEGIN);
      selector.wakeup();
      try {
        selecting.join();
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
