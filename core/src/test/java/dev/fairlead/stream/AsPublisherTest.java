package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Streams as publishers for others. */
@ForEveryBackend
class AsPublisherTest {

  /** Notes what it is told. */
  private static final class Recorder implements Flow.Subscriber<Integer> {
    final ConcurrentLinkedQueue<Object> told = new ConcurrentLinkedQueue<>();
    volatile Flow.@Nullable Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription made) {
      subscription = made;
    }

    Flow.Subscription subscription() {
      return Objects.requireNonNull(subscription);
    }

    @Override
    public void onNext(Integer item) {
      told.add(item);
    }

    @Override
    public void onError(Throwable failure) {
      told.add(failure);
    }

    @Override
    public void onComplete() {
      told.add("complete");
    }

    List<Object> list() {
      return List.copyOf(told);
    }
  }

  private final Recorder recorder = new Recorder();

  @Test
  void asManyAreDeliveredAsWereRequested() {
    TaskGroup.run(group -> {
      ObjectStreams.of(1, 2, 3).asPublisher(group).subscribe(recorder);
      Fairlead.awaitAllTasksBlocked();
      assertEquals(List.of(), recorder.list());

      recorder.subscription().request(2);
      Fairlead.awaitAllTasksBlocked();
      assertEquals(List.of(1, 2), recorder.list());

      recorder.subscription().request(Long.MAX_VALUE);
      recorder.subscription().request(Long.MAX_VALUE);
    });
    assertEquals(List.of(1, 2, 3, "complete"), recorder.list());
  }

  @Test
  void theEndNeedsNoRequest() {
    TaskGroup.run(group -> {
      ObjectStreams.of(1).asPublisher(group).subscribe(recorder);
      Fairlead.awaitAllTasksBlocked();
      recorder.subscription().request(1);
    });
    assertEquals(List.of(1, "complete"), recorder.list());
  }

  @Test
  void aFailureIsTold() {
    var failure = new IOException("lost");
    TaskGroup.run(group ->
        ObjectStreams.of(1)
            .<Integer>map(_ -> {
              throw failure;
            })
            .asPublisher(group)
            .subscribe(recorder));

    assertEquals(List.of(failure), recorder.list());
  }

  @Test
  void cancellingClosesTheStream() throws IOException {
    try (var pair = MemoryObjectStreams.<Integer>create(0)) {
      TaskGroup.run(group -> {
        pair.receive().asPublisher(group).subscribe(recorder);
        Fairlead.awaitAllTasksBlocked();
        recorder.subscription().request(1);
        recorder.subscription().cancel();
      });
      assertFalse(pair.receive().isOpen());
    }
    assertEquals(List.of(), recorder.list());
  }

  @Test
  void aCancellationOfTheGroupIsAFailureForTheSubscriber() throws IOException {
    try (var pair = MemoryObjectStreams.<Integer>create(0)) {
      TaskGroup.run(group -> {
        pair.receive().asPublisher(group).subscribe(recorder);
        Fairlead.awaitAllTasksBlocked();
        group.cancel();
      });
    }

    assertEquals(1, recorder.list().size());
    assertInstanceOf(CancellationException.class, recorder.list().getFirst());
  }

  @Test
  void aMistakeOfTheProgramIsAFailureForTheSubscriberToo() {
    var mistake = new IllegalStateException("mistake");
    var stream =
        ObjectStreams.of(1)
            .<Integer>map(_ -> {
              throw mistake;
            });

    assertThrows(
        ExceptionGroup.class,
        () -> TaskGroup.run(group -> stream.asPublisher(group).subscribe(recorder)));

    assertEquals(List.of(mistake), recorder.list());
  }

  @Test
  void anErrorOfTheJvmIsAFailureForTheSubscriberToo() {
    var error = new StackOverflowError("too deep");
    var stream =
        ObjectStreams.of(1)
            .<Integer>map(_ -> {
              throw error;
            });

    assertThrows(
        ExceptionGroup.class,
        () -> TaskGroup.run(group -> stream.asPublisher(group).subscribe(recorder)));

    assertEquals(List.of(error), recorder.list());
  }

  @Test
  void aSecondSubscriberIsRefused() {
    var second = new Recorder();
    TaskGroup.run(group -> {
      var publisher = ObjectStreams.of(1).asPublisher(group);
      publisher.subscribe(recorder);
      publisher.subscribe(second);
      second.subscription().request(1);
      second.subscription().cancel();
      Fairlead.awaitAllTasksBlocked();
      recorder.subscription().cancel();
    });
    assertInstanceOf(IllegalStateException.class, second.told.peek());
    assertEquals(1, second.told.size());
  }

  @Test
  void aRequestForNothingIsAFailure() {
    TaskGroup.run(group -> {
      ObjectStreams.of(1).asPublisher(group).subscribe(recorder);
      Fairlead.awaitAllTasksBlocked();
      recorder.subscription().request(0);
    });
    assertInstanceOf(IllegalArgumentException.class, recorder.told.peek());
  }

  @Test
  @NeedsRealThreads
  void requestsMayComeFromAnyThread() throws IOException {
    TaskGroup.run(group -> {
      var published = ObjectStreams.from(IntStream.range(0, 500).boxed()).asPublisher(group);
      try (var again = ObjectStreams.<Integer>from(published, 7)) {
        assertEquals(IntStream.range(0, 500).boxed().toList(), again.toList());
        assertThrows(EndOfStreamException.class, again::receive);
      }
    });
    assertTrue(recorder.told.isEmpty());
  }
}
