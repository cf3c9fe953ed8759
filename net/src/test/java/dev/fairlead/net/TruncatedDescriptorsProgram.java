package dev.fairlead.net;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.Fairlead;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/**
 * Is sent more descriptors than this JVM may open. Writes what it was told, how many descriptors
 * are left open, and how many come when there is room again.
 */
final class TruncatedDescriptorsProgram {

  private static final int SENT = 20;
  private static final int ROOM = 5;

  private TruncatedDescriptorsProgram() {}

  public static void main(String[] args) throws Exception {
    Fairlead.run(() -> {
      try (var pair = Net.createUnixSocketPair(o -> o.withDescriptors());
          var in = new FileInputStream("/dev/null");
          var descriptor = Descriptor.of(in.getFD())) {
        exchange(pair, descriptor); // Loads every class it takes.
        pair.first().sendFds(new byte[1], Collections.nCopies(SENT, descriptor));
        Deque<FileInputStream> all = openAsManyAsAllowed();
        close(all, ROOM);
        String told = receive(pair);
        Deque<FileInputStream> more = openAsManyAsAllowed();
        int free = more.size(); // as many as before, if none has leaked
        close(more, free);
        close(all, all.size());
        System.out.println(told);
        System.out.println("free again: " + free);
      }
      try (var pair = Net.createUnixSocketPair(o -> o.withDescriptors());
          var in = new FileInputStream("/dev/null");
          var descriptor = Descriptor.of(in.getFD())) {
        System.out.println("then came: " + exchange(pair, descriptor));
      }
    });
  }

  private static int exchange(UnixSocketPair pair, Descriptor descriptor) throws IOException {
    pair.first().sendFds(new byte[1], Collections.nCopies(SENT, descriptor));
    try (var received = pair.second().receiveFds(1, SENT)) {
      return received.descriptors().size();
    }
  }

  private static String receive(UnixSocketPair pair) throws IOException {
    try (var received = pair.second().receiveFds(1, SENT)) {
      return "received " + received.descriptors().size();
    } catch (BrokenResourceException e) {
      return e.getMessage();
    }
  }

  private static Deque<FileInputStream> openAsManyAsAllowed() {
    var all = new ArrayDeque<FileInputStream>();
    try {
      while (true) {
        all.add(new FileInputStream("/dev/null"));
      }
    } catch (FileNotFoundException tooMany) {
      return all;
    }
  }

  private static void close(Deque<FileInputStream> open, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      open.remove().close();
    }
  }
}
