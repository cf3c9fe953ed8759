package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Streams of what a publisher publishes. */
@ForEveryBackend
class FromPublisherTest {

  /** Publishes on demand of the test, and notes what it is asked. */
  private static final class Hand implements Flow.Publisher<Integer>, Flow.Subscription {
    final List<String> asked = new CopyOnWriteArrayList<>();
    Flow.@Nullable Subscriber<? super Integer> subscriber;

    @Override
    public void subscribe(Flow.Subscriber<? super Integer> other) {
      subscriber = other;
      other.onSubscribe(this);
    }

    Flow.Subscriber<? super Integer> subscriber() {
      return Objects.requireNonNull(subscriber);
    }

    @Override
    public void request(long count) {
      asked.add("request " + count);
    }

    @Override
    public void cancel() {
      asked.add("cancel");
    }
  }

  private final Hand publisher = new Hand();

  @Test
  void asManyAsThereIsRoomForAreRequestedAndThenOneForEachReceived() throws IOException {
    try (var stream = ObjectStreams.<Integer>from(publisher, 2)) {
      publisher.subscriber().onNext(1);
      publisher.subscriber().onNext(2);

      assertEquals(1, stream.receive());
      assertEquals(List.of("request 2", "request 1"), publisher.asked);
    }
  }

  @Test
  void itEndsBehindWhatWasPublished() throws IOException {
    try (var stream = ObjectStreams.<Integer>from(publisher, 2)) {
      publisher.subscriber().onNext(1);
      publisher.subscriber().onComplete();

      assertEquals(List.of(1), stream.toList());
    }
  }

  @Test
  void aFailureComesBehindWhatWasPublished() throws IOException {
    var failure = new IllegalStateException("down");
    try (var stream = ObjectStreams.<Integer>from(publisher, 2)) {
      publisher.subscriber().onNext(1);
      publisher.subscriber().onError(failure);

      assertEquals(1, stream.receive());
      var e = assertThrows(BrokenResourceException.class, stream::receive);
      assertSame(failure, e.getCause());
    }
  }

  @Test
  void closingCancelsTheSubscription() throws IOException {
    var stream = ObjectStreams.<Integer>from(publisher, 2);
    stream.close();
    stream.close();
    publisher.subscriber().onNext(1);

    assertEquals(List.of("request 2", "cancel"), publisher.asked);
    assertThrows(ClosedResourceException.class, stream::receive);
  }

  @Test
  @NeedsRealThreads
  void closingCancelsASubscriptionThatComesAtThatMoment() throws Exception {
    for (int i = 0; i < 200; i++) {
      var subscriber = new CompletableFuture<Flow.Subscriber<? super Integer>>();
      var stream = ObjectStreams.<Integer>from(subscriber::complete, 2);
      var subscription = new Hand();
      var ready = new AtomicInteger();
      Thread publishing =
          Thread.ofPlatform()
              .start(() -> {
                meet(ready);
                subscriber.join().onSubscribe(subscription);
              });
      meet(ready);
      stream.close();
      publishing.join();

      assertTrue(subscription.asked.contains("cancel"), "after " + i + " others");
    }
  }

  private static void meet(AtomicInteger ready) {
    ready.incrementAndGet();
    while (ready.get() < 2) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aSecondSubscriptionIsCancelled() throws IOException {
    try (var _ = ObjectStreams.<Integer>from(publisher, 1)) {
      var second = new Hand();
      publisher.subscriber().onSubscribe(second);

      assertEquals(List.of("cancel"), second.asked);
    }
  }

  @Test
  void morePublishedThanRequestedIsAFailure() throws IOException {
    try (var stream = ObjectStreams.<Integer>from(publisher, 1)) {
      publisher.subscriber().onNext(1);
      publisher.subscriber().onNext(2);

      assertEquals(1, stream.receive());
      assertThrows(BrokenResourceException.class, stream::receive);
    }
  }

  @Test
  void aReceiveCanBeCancelled() throws Exception {
    try (var stream = ObjectStreams.<Integer>from(publisher, 1)) {
      Waits.assertCancelledBefore(stream::receive);
      Waits.assertCancelledWhileWaiting(stream::receive);
      Waits.assertNeedsATask(stream::receive);
      publisher.subscriber().onNext(1);
      assertEquals(1, stream.receive());
    }
  }

  @Test
  @NeedsRealThreads
  void aPublisherOnThreadsIsReceivedFrom() throws IOException {
    try (var submissions = new SubmissionPublisher<Integer>();
        var stream = ObjectStreams.<Integer>from(submissions, 16)) {
      Thread.ofPlatform()
          .start(() -> {
            try (submissions) {
              IntStream.range(0, 1000).forEach(submissions::submit);
            }
          });

      assertEquals(IntStream.range(0, 1000).boxed().toList(), stream.toList());
    }
  }

  @Test
  void aCapacityBelowOneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> ObjectStreams.from(publisher, 0));
  }
}
