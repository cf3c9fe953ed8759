package dev.fairlead.net.internal.unix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXSelectorProvider;

/**
 * Watches the channels of junixsocket, which no selector of the JDK can: a thread of its own with
 * their selector, for all runtimes, that lives as long as there is a channel to watch.
 */
final class NativeLoop {

  private static @Nullable NativeLoop running; // guarded by the class

  private final Selector selector;

  // Guarded by the class.
  private final Queue<Runnable> submitted = new ArrayDeque<>();
  private int registrations;

  // Loop thread only.
  private final Map<SelectionKey, NativeRegistration> keys = new HashMap<>();

  private NativeLoop() throws IOException {
    selector = AFUNIXSelectorProvider.provider().openSelector();
  }

  static NativeRegistration register(AbstractSelectableChannel channel) throws IOException {
    NativeLoop loop = join();
    var registration = new NativeRegistration(loop);
    var done = new CompletableFuture<SelectionKey>();
    loop.submit(() -> {
      try {
        SelectionKey key = channel.register(loop.selector, 0);
        loop.keys.put(key, registration);
        done.complete(key);
      } catch (IOException | RuntimeException e) {
        done.completeExceptionally(e);
      }
    });
    try {
      registration.key = done.join();
      return registration;
    } catch (java.util.concurrent.CompletionException e) {
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
    synchronized (NativeLoop.class) {
      submitted.add(action);
    }
    selector.wakeup();
  }

  /** Takes one registration away; the last one ends the loop. */
  private void leave() {
    synchronized (NativeLoop.class) {
      registrations--;
      if (registrations == 0) {
        running = null;
      }
    }
    selector.wakeup();
  }

  /** Stops watching and waits until the system no longer holds the channel for this loop. */
  void deregister(SelectionKey key) {
    var done = new CompletableFuture<Boolean>();
    submit(() -> {
      keys.remove(key);
      key.cancel();
      done.complete(selectNow());
    });
    done.join();
    leave();
  }

  private boolean selectNow() {
    try {
      return selector.selectNow() >= 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
      throw new UncheckedIOException("the selector of UNIX sockets failed", e);
    }
  }

  /** Runs what other threads have asked for; false once nobody needs this loop. */
  private boolean runSubmitted() {
    List<Runnable> actions;
    synchronized (NativeLoop.class) {
      actions = new ArrayList<>(submitted);
      submitted.clear();
      if (actions.isEmpty() && registrations == 0) {
        return false;
      }
    }
    actions.forEach(Runnable::run);
    return true;
  }

  private void wakeReady() {
    for (SelectionKey key : selector.selectedKeys()) {
      NativeRegistration registration = keys.get(key);
      if (registration != null && key.isValid()) {
        int ready = key.readyOps();
        key.interestOps(key.interestOps() & ~ready);
        registration.wake(ready);
      }
    }
    selector.selectedKeys().clear();
  }

  /** A key whose peer has gone becomes invalid, although there may be something to receive. */
  private void wakeHungUp() {
    keys.forEach((key, registration) -> {
      if (!key.isValid()) {
        registration.hangUp();
      }
    });
  }
}
