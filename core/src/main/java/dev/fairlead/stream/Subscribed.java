package dev.fairlead.stream;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** What a publisher publishes, as a receive stream with a buffer. */
final class Subscribed<T> implements ObjectReceiveStream<T>, Flow.Subscriber<T> {

  private final int capacity;
  private final MemoryObjectStreams.Pair<T> items;

  // Under this object's monitor.
  private Flow.@Nullable Subscription subscription;
  private boolean closed;

  private volatile @Nullable Throwable failure; // written before the sending end is closed

  private Subscribed(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be at least 1: " + capacity);
    }
    this.capacity = capacity;
    this.items = MemoryObjectStreams.create(capacity, o -> o.withName("a publisher"));
  }

  static <T> Subscribed<T> to(Flow.Publisher<? extends T> publisher, int capacity) {
    var stream = new Subscribed<T>(capacity);
    publisher.subscribe(stream);
    return stream;
  }

  // ---- any thread: what the publisher calls

  @Override
  public void onSubscribe(Flow.Subscription made) {
    boolean wanted;
    synchronized (this) {
      wanted = subscription == null && !closed;
      if (wanted) {
        subscription = made;
      }
    }
    if (wanted) {
      made.request(capacity);
    } else {
      made.cancel();
    }
  }

  @Override
  public void onNext(T item) {
    Objects.requireNonNull(item, "a publisher publishes no null");
    try {
      if (!items.send().trySend(item)) {
        onError(new IllegalStateException("more items were published than were requested"));
      }
    } catch (BrokenResourceException | ClosedResourceException e) {
      // Closed, of which the publisher is about to hear, or ended, after which nothing may come.
    }
  }

  @Override
  public void onError(Throwable thrown) {
    failure = Objects.requireNonNull(thrown, "a publisher fails with something");
    items.send().close();
  }

  @Override
  public void onComplete() {
    items.send().close();
  }

  // ---- tasks

  @Override
  public T receive() throws IOException {
    try {
      T item = items.receive().receive();
      askForOneMore();
      return item;
    } catch (EndOfStreamException e) {
      Throwable thrown = failure;
      throw thrown == null ? e : new BrokenResourceException("the publisher failed", thrown);
    }
  }

  private void askForOneMore() {
    Flow.Subscription known = subscription();
    if (known != null) {
      known.request(1);
    }
  }

  private synchronized Flow.@Nullable Subscription subscription() {
    return closed ? null : subscription;
  }

  /** In one step: a subscription that comes later finds the stream closed and is cancelled. */
  private synchronized Flow.@Nullable Subscription subscriptionAtClose() {
    Flow.Subscription known = subscription();
    closed = true;
    return known;
  }

  @Override
  public void close() {
    Flow.Subscription known = subscriptionAtClose();
    // First, so that a task that waits is not told of an end.
    items.receive().close();
    if (known != null) {
      known.cancel();
    }
    items.send().close();
  }

  @Override
  public void closeForcefully() {
    close();
  }

  @Override
  public String toString() {
    return "stream of a publisher";
  }
}
