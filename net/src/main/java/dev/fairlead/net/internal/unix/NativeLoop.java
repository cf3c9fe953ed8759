package dev.fairlead.net.internal.unix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXSelectorProvider;

/**
 * Watches the channels of junixsocket, which no selector of the JDK can: a thread of its own with
 * their selector, for all runtimes, that lives as long as there is a channel to watch.
 *
 * <p>If the selector fails, all who wait are woken, try again, and have themselves watched by
 * another loop. What is submitted to one that has ended is run all the same, and meets a closed
 * selector.
 */
final class NativeLoop {

  private static final String FAILED = "the selector of UNIX sockets failed";

  private static @Nullable NativeLoop running; // guarded by the class

  private final Selector selector;

  // Guarded by the class.
  private final Queue<Runnable> submitted = new ArrayDeque<>();
  private int registrations;
  private boolean ended;

  // Loop thread, and any when that has ended.
  private final Map<SelectionKey, NativeRegistration> keys = new ConcurrentHashMap<>();

  private NativeLoop() throws IOException {
    selector = AFUNIXSelectorProvider.provider().openSelector();
  }

  /** Has a channel watched; returns the loop that does. */
  static NativeLoop watching(NativeRegistration registration) throws IOException {
    NativeLoop loop = join();
    var done = new CompletableFuture<Boolean>();
    loop.submit(() -> {
      try {
        loop.register(registration);
        done.complete(true);
      } catch (IOException | RuntimeException e) {
        done.completeExceptionally(e);
      }
    });
    try {
      var _ = done.join();
      return loop;
    } catch (CompletionException e) {
      loop.leave();
      throw new IOException("the channel cannot be watched: " + e.getCause(), e.getCause());
    }
  }

  private static synchronized NativeLoop join() throws IOException {
    NativeLoop loop = running;
    if (loop == null) {
      loop = new NativeLoop();
      running = loop;
      Thread.ofPlatform().daemon().name("dev.fairlead-unix").start(loop::run);
    }
    loop.registrations++;
    return loop;
  }

  void submit(Runnable action) {
    boolean taken;
    synchronized (NativeLoop.class) {
      taken = !ended && submitted.add(action);
    }
    if (taken) {
      selector.wakeup();
    } else {
      action.run();
    }
  }

  boolean hasEnded() {
    synchronized (NativeLoop.class) {
      return ended;
    }
  }

  /** Takes one registration away; the last one ends the loop. */
  private void leave() {
    synchronized (NativeLoop.class) {
      registrations--;
      if (registrations == 0) {
        noLongerRunning();
      }
    }
    selector.wakeup();
  }

  @SuppressWarnings("ReferenceEquality") // This very one.
  private void noLongerRunning() {
    if (running == this) {
      running = null;
    }
  }

  /** Stops watching and waits until the system no longer holds the channel for this loop. */
  void deregister(NativeRegistration registration) {
    var done = new CompletableFuture<Boolean>();
    submit(() -> {
      try {
        forget(registration.key);
      } finally {
        done.complete(true);
      }
    });
    var _ = done.join();
    leave();
  }

  // ---- loop thread

  /** Makes a key for a channel that has none, or none that is valid. */
  void register(NativeRegistration registration) throws IOException {
    forget(registration.key);
    SelectionKey key = registration.channel.register(selector, 0);
    registration.key = key;
    keys.put(key, registration);
  }

  private void forget(@Nullable SelectionKey key) {
    if (key == null) {
      return;
    }
    keys.remove(key);
    key.cancel();
    try {
      selector.selectNow();
    } catch (ClosedSelectorException e) {
      // It holds no channel any more.
    } catch (IOException e) {
      throw new UncheckedIOException(FAILED, e);
    }
  }

  private void run() {
    try (selector) {
      while (runSubmitted()) {
        selector.select();
        wakeReady();
        wakeHungUp();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(FAILED, e);
    } finally {
      end();
    }
  }

  /** Runs what other threads have asked for; false once nobody needs this loop. */
  private boolean runSubmitted() {
    for (Runnable next = nextSubmitted(); next != null; next = nextSubmitted()) {
      next.run();
    }
    synchronized (NativeLoop.class) {
      return !submitted.isEmpty() || registrations > 0;
    }
  }

  private @Nullable Runnable nextSubmitted() {
    synchronized (NativeLoop.class) {
      return submitted.poll();
    }
  }

  private void wakeReady() {
    for (SelectionKey key : selector.selectedKeys()) {
      NativeRegistration registration = keys.get(key);
      if (registration != null && key.isValid()) {
        registration.wakeReady(key);
      }
    }
    selector.selectedKeys().clear();
  }

  /** A key whose peer has gone becomes invalid, although there may be something to receive. */
  private void wakeHungUp() {
    keys.forEach((key, registration) -> {
      if (!key.isValid()) {
        keys.remove(key);
        registration.wakeAll();
      }
    });
  }

  /** Lets nobody wait for a loop that turns no more. */
  private void end() {
    synchronized (NativeLoop.class) {
      ended = true;
      noLongerRunning();
    }
    for (Runnable next = nextSubmitted(); next != null; next = nextSubmitted()) {
      next.run();
    }
    keys.values().forEach(NativeRegistration::wakeAll);
  }
}
