package dev.fairlead.stream;

import dev.fairlead.TaskGroup;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/**
 * Streams of objects from what other code has, and from each other.
 *
 * {@snippet file="ObjectStreamsSnippets.java" region="from"}
 *
 * <p>The other way round: {@link ObjectReceiveStream#asStream}, {@link
 * ObjectReceiveStream#asPublisher}, {@link ObjectReceiveStream#toList}, and a {@code for} loop.
 * What is made of one stream by itself is a method of {@link ObjectReceiveStream}.
 */
public final class ObjectStreams {

  private ObjectStreams() {}

  /**
   * Sends what is to be received.
   *
   * {@snippet file="ObjectStreamsSnippets.java" region="concurrent"}
   *
   * @param <T> what is sent
   */
  @FunctionalInterface
  public interface Producer<T> {
    /** Runs in a task of its own. The stream ends when it returns. */
    void produce(ObjectSendStream<T> out) throws IOException;
  }

  /** The objects, in order. */
  @SafeVarargs
  @SuppressWarnings("varargs") // Only read.
  public static <T> ObjectReceiveStream<T> of(T... items) {
    return from(List.of(items));
  }

  /** The objects of a collection, or of anything else that a {@code for} loop can go through. */
  public static <T> ObjectReceiveStream<T> from(Iterable<? extends T> items) {
    return from(items.iterator());
  }

  /** The objects that an iterator gives; it is asked in the task that receives. */
  public static <T> ObjectReceiveStream<T> from(Iterator<? extends T> items) {
    return new IteratorStream<>(items, () -> {});
  }

  /** The objects of a stream of the JDK. Closing one closes the other. */
  public static <T> ObjectReceiveStream<T> from(Stream<? extends T> items) {
    return new IteratorStream<>(items.iterator(), items::close);
  }

  /**
   * The objects of a publisher. Closing the stream cancels the subscription. If the publisher
   * fails, what it has published before is received, and then a {@link
   * dev.fairlead.BrokenResourceException} is thrown.
   *
   * @param capacity how many objects are requested ahead
   * @throws IllegalArgumentException if it is less than 1
   */
  public static <T> ObjectReceiveStream<T> from(
      Flow.Publisher<? extends T> publisher, int capacity) {
    return Subscribed.to(publisher, capacity);
  }

  /**
   * What a task of the group sends. If it throws an {@code IOException}, what it has sent is
   * received, and then the exception is thrown. Closing the stream cancels the task.
   *
   * @param capacity how many objects it may send ahead
   */
  public static <T> ObjectReceiveStream<T> produce(
      TaskGroup group, int capacity, Producer<T> producer) {
    return Pumped.start(group, "produce", capacity, List.of(), List.of(producer));
  }

  /** All objects of the first stream, then those of the second, and so on. */
  @SafeVarargs
  @SuppressWarnings("varargs") // Only read.
  public static <T> ObjectReceiveStream<T> chain(ObjectReceiveStream<? extends T>... streams) {
    var all = List.of(streams);
    return new DerivedStream<>("chain", all, Steps.chain(all));
  }

  /**
   * The objects of all streams as they come, received by tasks of the group. It ends when all have
   * ended. If one fails, what was received until then comes, and then the failure is thrown.
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // Only read.
  public static <T> ObjectReceiveStream<T> merge(
      TaskGroup group, ObjectReceiveStream<? extends T>... streams) {
    var all = List.of(streams);
    var pumps = all.stream().map(Pumped::<T>pump).toList();
    return Pumped.start(group, "merge", MemoryObjectStreams.RENDEZVOUS, all, pumps);
  }
}
