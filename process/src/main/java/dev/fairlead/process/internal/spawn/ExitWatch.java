package dev.fairlead.process.internal.spawn;

import dev.fairlead.lowlevel.KeptDescriptors;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The one thread that waits for the ends of all children: an event poll over their pidfds. */
final class ExitWatch implements Runnable {

  private static final int ADD = 1;
  private static final int DELETE = 2;
  private static final int READABLE = 1;
  private static final int ONE_SHOT = 1 << 30;
  private static final int MAX_EVENTS = 64;

  // The kernel packs struct epoll_event on x86-64 only.
  private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");
  private static final int EVENT_BYTES = PACKED ? 12 : 16;
  private static final int DATA_OFFSET = PACKED ? 4 : 8;

  private static @Nullable ExitWatch instance; // guarded by the class

  private final int poll;
  private final Map<Integer, NativeChild> watched = new ConcurrentHashMap<>();

  private ExitWatch(int poll) {
    this.poll = poll;
  }

  /** The watch of this JVM; its thread starts with the first use and stays. */
  static synchronized ExitWatch get() throws IOException {
    ExitWatch found = instance;
    if (found == null) {
      found = new ExitWatch(Libc.epollCreate());
      KeptDescriptors.note("[eventpoll]");
      Thread.ofPlatform().daemon().name("dev.fairlead-children").start(found);
      instance = found;
    }
    return found;
  }

  /** Tells a child of its end, once. */
  void watch(int pidfd, NativeChild child) throws IOException {
    watched.put(pidfd, child);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment event = arena.allocate(EVENT_BYTES, 8);
      event.set(ValueLayout.JAVA_INT, 0, READABLE | ONE_SHOT);
      event.set(ValueLayout.JAVA_INT_UNALIGNED, DATA_OFFSET, pidfd);
      Libc.epollControl(poll, ADD, pidfd, event);
    } catch (IOException e) {
      watched.remove(pidfd);
      Libc.close(pidfd);
      throw e;
    }
  }

  /** Forgets a child whose pidfd is about to be closed. */
  void forget(int pidfd) throws IOException {
    watched.remove(pidfd);
    Libc.epollControl(poll, DELETE, pidfd, MemorySegment.NULL);
  }

  @Override
  public void run() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment events = arena.allocate((long) EVENT_BYTES * MAX_EVENTS, 8);
      while (true) {
        int count = Libc.epollWait(poll, events, MAX_EVENTS);
        for (int i = 0; i < count; i++) {
          long offset = (long) i * EVENT_BYTES + DATA_OFFSET;
          tell(events.get(ValueLayout.JAVA_INT_UNALIGNED, offset));
        }
      }
    } catch (IOException e) {
      throw new AssertionError("waiting on an event poll does not fail", e);
    }
  }

  /** What goes wrong with one child must not end the thread that all others need. */
  private void tell(int pidfd) {
    NativeChild child = watched.get(pidfd);
    if (child != null) {
      try {
        child.noticeEnd();
      } catch (IOException | RuntimeException e) {
        System.getLogger("dev.fairlead.process").log(Level.WARNING, "looking after " + child, e);
      }
    }
  }
}
