package dev.fairlead.internal.epoll;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.IllegalSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A selector for the JDK's channels that asks the kernel itself. Keys are handed to an action. One
 * thread at a time selects, and each selection takes back the keys that were cancelled before it.
 */
@SuppressWarnings("ReferenceEquality") // whether a key is this very one
public final class EpollSelector extends AbstractSelector {

  private static final int FIRST_ROOM = 64;

  private final Epoll epoll;

  // Any thread.
  private final Set<SelectionKey> keys = ConcurrentHashMap.newKeySet();
  private final Queue<EpollKey> changed =
      new ConcurrentLinkedQueue<>(); // no lock: see EpollKey#isHeld

  // Whoever selects.
  private @Nullable EpollKey[] watched = new EpollKey[FIRST_ROOM]; // by descriptor

  private EpollSelector(Epoll epoll) {
    super(SelectorProvider.provider());
    this.epoll = epoll;
  }

  /**
   * Makes sure that selectors can be opened, and links what they need.
   *
   * @throws IllegalStateException if they cannot; the message says what to do
   */
  public static void ensureAvailable() {
    Platform.CURRENT.ensureSupported();
    ChannelDescriptors.ensureAccessible();
    Linking.complete();
  }

  /**
   * As {@link #ensureAvailable}, where the thread that selects is a virtual one.
   *
   * @throws IllegalStateException if they cannot be opened; the message says what to do
   */
  public static void ensureAvailableToVirtualThreads() {
    Platform.CURRENT.ensureSupported();
    SelectorParking.ensureAccessible();
    ensureAvailable();
  }

  /** Opens a selector; the caller sees to it that one thread at a time selects. */
  public static EpollSelector openEpoll() throws IOException {
    return new EpollSelector(Epoll.open());
  }

  // ---- any thread

  @Override
  protected SelectionKey register(
      AbstractSelectableChannel channel, int ops, @Nullable Object attachment) {
    if (!ChannelDescriptors.has(channel)) {
      throw new IllegalSelectorException();
    }
    var key = new EpollKey(this, channel);
    key.attach(attachment);
    keys.add(key);
    key.interestOps(ops);
    if (!isOpen()) {
      keys.remove(key);
      throw new ClosedSelectorException();
    }
    return key;
  }

  /** Lets the next selection look what the key is interested in. */
  void changed(EpollKey key) {
    changed.add(key);
  }

  @Override
  public Set<SelectionKey> keys() {
    ensureOpen();
    return keys;
  }

  @Override
  public Selector wakeup() {
    epoll.ring();
    return this;
  }

  private void ensureOpen() {
    if (!isOpen()) {
      throw new ClosedSelectorException();
    }
  }

  // ---- whoever selects, one thread at a time

  @Override
  public int selectNow(Consumer<SelectionKey> action) throws IOException {
    return select(action, 0, false);
  }

  @Override
  public int select(Consumer<SelectionKey> action) throws IOException {
    return select(action, -1, true);
  }

  @Override
  public int select(Consumer<SelectionKey> action, long millis) throws IOException {
    return select(action, millis == 0 ? -1 : (int) Math.min(millis, Integer.MAX_VALUE), true);
  }

  private int select(Consumer<SelectionKey> action, int millis, boolean blocking)
      throws IOException {
    ensureOpen();
    takeBackCancelled();
    applyChanges();
    int count = blocking ? awaitReady(millis) : epoll.await(0);
    takeBackCancelled();
    return deliver(count, action);
  }

  private int awaitReady(int millis) throws IOException {
    return Thread.currentThread().isVirtual() ? awaitParked(millis) : awaitInterruptibly(millis);
  }

  /** Leaves the thread that carries this one to others. An interrupt ends it as well. */
  private int awaitParked(int millis) throws IOException {
    int count = epoll.await(0);
    if (count > 0) {
      return count;
    }
    SelectorParking.await(epoll.descriptor(), millis);
    return epoll.await(0);
  }

  private int awaitInterruptibly(int millis) throws IOException {
    begin();
    try {
      return epoll.await(millis);
    } finally {
      end();
    }
  }

  private void applyChanges() throws IOException {
    for (EpollKey key = changed.poll(); key != null; key = changed.poll()) {
      if (key.isValid()) {
        watch(key, key.wanted());
      }
    }
  }

  private void watch(EpollKey key, int wanted) throws IOException {
    if (wanted != key.watchedFor) {
      epoll.watch(key.descriptor, key.watchedFor, wanted);
      key.watchedFor = wanted;
      place(key.descriptor, key);
    }
  }

  private void place(int descriptor, EpollKey key) {
    if (descriptor >= watched.length) {
      watched = Arrays.copyOf(watched, Math.max(descriptor + 1, 2 * watched.length));
    }
    watched[descriptor] = key;
  }

  private int deliver(int count, Consumer<SelectionKey> action) {
    int delivered = 0;
    for (int i = 0; i < count; i++) {
      int descriptor = epoll.descriptor(i);
      EpollKey key = descriptor < watched.length ? watched[descriptor] : null;
      if (key != null && key.seen(epoll.ready(i))) {
        action.accept(key);
        delivered++;
      } else if (epoll.isAlarm(descriptor)) {
        epoll.silence();
      }
    }
    return delivered;
  }

  /** From here on the JDK may close the descriptors. */
  private void takeBackCancelled() throws IOException {
    for (SelectionKey key : cancelled()) {
      takeBack((EpollKey) key);
    }
  }

  private List<SelectionKey> cancelled() {
    Set<SelectionKey> cancelled = cancelledKeys();
    synchronized (cancelled) {
      if (cancelled.isEmpty()) {
        return List.of();
      }
      // Not under their lock: taking one back takes locks of its channel.
      List<SelectionKey> taken = List.copyOf(cancelled);
      cancelled.clear();
      return taken;
    }
  }

  private void takeBack(EpollKey key) throws IOException {
    if (key.watchedFor != 0) {
      epoll.forget(key.descriptor);
      key.watchedFor = 0;
    }
    if (key.descriptor < watched.length && watched[key.descriptor] == key) {
      watched[key.descriptor] = null;
    }
    release(key);
  }

  private void release(EpollKey key) throws IOException {
    keys.remove(key);
    key.releasing();
    deregister(key);
    SelectableChannel channel = key.channel();
    try {
      if (!channel.isOpen() && !channel.isRegistered()) {
        ChannelDescriptors.release(channel);
      }
    } finally {
      key.released();
    }
  }

  @Override
  protected void implCloseSelector() throws IOException {
    epoll.close();
    for (SelectionKey key : keys) {
      release((EpollKey) key);
    }
  }

  // ---- not needed by loops

  @Override
  public Set<SelectionKey> selectedKeys() {
    throw handsOver();
  }

  @Override
  public int selectNow() {
    throw handsOver();
  }

  @Override
  public int select() {
    throw handsOver();
  }

  @Override
  public int select(long millis) {
    throw handsOver();
  }

  private static UnsupportedOperationException handsOver() {
    return new UnsupportedOperationException("keys are handed to an action: give one");
  }
}
