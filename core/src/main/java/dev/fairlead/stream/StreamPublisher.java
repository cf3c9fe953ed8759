package dev.fairlead.stream;

import dev.fairlead.Cancelled;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.lowlevel.WaitQueue;
import dev.fairlead.lowlevel.WaitReason;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A receive stream as a publisher with one subscriber. */
final class StreamPublisher<T> implements Flow.Publisher<T> {

  private final ObjectReceiveStream<T> source;
  private final TaskGroup group;
  private final AtomicBoolean taken = new AtomicBoolean();

  StreamPublisher(ObjectReceiveStream<T> source, TaskGroup group) {
    this.source = source;
    this.group = group;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super T> subscriber) {
    Objects.requireNonNull(subscriber, "a publisher needs a subscriber");
    if (taken.compareAndSet(false, true)) {
      new Delivery<>(source, subscriber).start(group);
    } else {
      subscriber.onSubscribe(NoSubscription.INSTANCE);
      subscriber.onError(
          new IllegalStateException(
              "the stream has a subscriber already; use a Broadcast for several"));
    }
  }

  /** What a subscriber is given that is refused. */
  private enum NoSubscription implements Flow.Subscription {
    INSTANCE;

    @Override
    public void request(long count) {
      // Refused already.
    }

    @Override
    public void cancel() {
      // Refused already.
    }
  }

  /** One subscription: what was asked for, and the task that delivers it. */
  private static final class Delivery<T> implements Flow.Subscription, WaitReason {

    private final ObjectReceiveStream<T> source;
    private final Flow.Subscriber<? super T> subscriber;

    // Any thread.
    private final AtomicLong demand = new AtomicLong();
    private final WaitQueue waiting = new WaitQueue();
    private volatile boolean cancelled;
    private volatile Optional<IllegalArgumentException> wrongRequest = Optional.empty();
    private volatile @Nullable TaskHandle<@Nullable Void> task;

    Delivery(ObjectReceiveStream<T> source, Flow.Subscriber<? super T> subscriber) {
      this.source = source;
      this.subscriber = subscriber;
    }

    void start(TaskGroup group) {
      task = group.startSoon(o -> o.withName("publisher"), this::run);
      if (cancelled) {
        cancel();
      }
    }

    private void run() throws IOException {
      try (source) {
        subscriber.onSubscribe(this);
        deliver();
      }
    }

    private void deliver() {
      try {
        for (T item = next(); item != null; item = next()) {
          subscriber.onNext(item);
        }
        wrongRequest.ifPresent(subscriber::onError);
      } catch (EndOfStreamException e) {
        subscriber.onComplete();
      } catch (IOException e) {
        subscriber.onError(e);
      }
    }

    /** The next item once it is asked for; null if the subscriber is to get no more. */
    private @Nullable T next() throws IOException {
      try {
        T item = source.receive();
        waiting.awaitWhile(() -> demand.get() == 0 && !isOver(), this);
        if (isOver()) {
          return null;
        }
        demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
        return item;
      } catch (Cancelled e) {
        tellOfCancellation(e);
        throw e;
      } catch (RuntimeException | Error e) {
        subscriber.onError(e);
        throw e;
      }
    }

    /** One that has not asked for it must not wait for ever for what comes next. */
    private void tellOfCancellation(Cancelled e) {
      if (!isOver()) {
        var told = new CancellationException("the task that publishes was cancelled");
        told.initCause(e);
        subscriber.onError(told);
      }
    }

    private boolean isOver() {
      return cancelled || wrongRequest.isPresent();
    }

    @Override
    public void request(long count) {
      if (count < 1) {
        wrongRequest =
            Optional.of(new IllegalArgumentException("request at least 1 item: " + count));
      } else {
        demand.updateAndGet(left -> left > Long.MAX_VALUE - count ? Long.MAX_VALUE : left + count);
      }
      waiting.wakeAll();
    }

    @Override
    public void cancel() {
      cancelled = true;
      TaskHandle<?> delivering = task;
      if (delivering != null) {
        delivering.cancel("the subscriber does not want any more");
      }
    }

    @Override
    public String describe() {
      return "a subscriber to ask for more";
    }

    @Override
    public boolean external() {
      return true;
    }
  }
}
