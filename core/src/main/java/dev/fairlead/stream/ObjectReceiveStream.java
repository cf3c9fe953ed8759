package dev.fairlead.stream;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.TaskGroup;
import dev.fairlead.sync.RateLimiter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/**
 * A source of objects that come complete and in order.
 *
 * {@snippet file="ObjectStreamsSnippets.java" region="operators"}
 *
 * <p>A receive that is cancelled has lost nothing: the next one gets the object.
 *
 * <p>Streams can be made from others: {@link #map}, {@link #filter} and the like. Such a stream
 * owns what it was made from, and nobody else receives from that; closing it closes the other. It
 * works when it is received from, in the task that receives, one at a time; those that work on
 * their own are given a group for their tasks. Code that is given an object may wait, and is called
 * again with the same object when it was cancelled; when it throws, the object is gone and the
 * stream goes on with the next receive.
 *
 * @param <T> what is received
 */
public interface ObjectReceiveStream<T> extends UnreliableObjectReceiveStream<T> {

  /**
   * Makes one object from another.
   *
   * {@snippet file="ObjectStreamsSnippets.java" region="functions"}
   *
   * @param <T> what is given
   * @param <R> what is made
   */
  @FunctionalInterface
  interface Mapping<T, R> {
    /** Makes it; may wait. */
    R map(T item) throws IOException;
  }

  /**
   * Says yes or no to an object.
   *
   * {@snippet file="ObjectStreamsSnippets.java" region="functions"}
   *
   * @param <T> what is given
   */
  @FunctionalInterface
  interface Test<T> {
    /** Decides; may wait. */
    boolean test(T item) throws IOException;
  }

  /**
   * Makes one object from two.
   *
   * {@snippet file="ObjectStreamsSnippets.java" region="functions"}
   *
   * @param <T> the first
   * @param <U> the second
   * @param <R> what is made
   */
  @FunctionalInterface
  interface Combining<T, U, R> {
    /** Makes it; may wait. */
    R combine(T first, U second) throws IOException;
  }

  /** What the code makes of each object. */
  default <R> ObjectReceiveStream<R> map(Mapping<? super T, ? extends R> code) {
    return DerivedStream.of("map", this, Steps.<T, R>map(new Held<>(this), code));
  }

  /** All that the code makes of each object, one after the other. */
  default <R> ObjectReceiveStream<R> flatMap(
      Mapping<? super T, ? extends Iterable<? extends R>> code) {
    return DerivedStream.of("flatMap", this, Steps.<T, R>flatMap(new Held<>(this), code));
  }

  /** The objects that pass a test. */
  default ObjectReceiveStream<T> filter(Test<? super T> wanted) {
    return DerivedStream.of("filter", this, Steps.filter(new Held<T>(this), wanted));
  }

  /**
   * The first so many objects; nothing is received behind them.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  default ObjectReceiveStream<T> limit(long count) {
    return DerivedStream.of("limit", this, Steps.limit(new Held<T>(this), count));
  }

  /**
   * All but the first so many objects.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  default ObjectReceiveStream<T> skip(long count) {
    return DerivedStream.of("skip", this, Steps.skip(new Held<T>(this), count));
  }

  /** The objects before the first that does not pass a test; that one is received too. */
  default ObjectReceiveStream<T> takeWhile(Test<? super T> wanted) {
    return DerivedStream.of("takeWhile", this, Steps.takeWhile(new Held<T>(this), wanted));
  }

  /** The objects from the first on that does not pass a test. */
  default ObjectReceiveStream<T> dropWhile(Test<? super T> unwanted) {
    return DerivedStream.of("dropWhile", this, Steps.dropWhile(new Held<T>(this), unwanted));
  }

  /** Running totals: the initial one, then what the code makes of the last one and each object. */
  default <R> ObjectReceiveStream<R> scan(
      R initial, Combining<? super R, ? super T, ? extends R> code) {
    return DerivedStream.of("scan", this, Steps.<T, R>scan(new Held<>(this), initial, code));
  }

  /** What the code makes of each object and the one behind it. */
  default <R> ObjectReceiveStream<R> pairwise(Combining<? super T, ? super T, ? extends R> code) {
    return DerivedStream.of("pairwise", this, Steps.<T, R>pairwise(new Held<>(this), code));
  }

  /** Objects that follow each other and have equal keys, together. */
  default ObjectReceiveStream<List<T>> runs(Mapping<? super T, ?> key) {
    return DerivedStream.of("runs", this, Steps.runs(new Held<T>(this), key));
  }

  /** What the code makes of each object and its counterpart; ends with the shorter stream. */
  default <U, R> ObjectReceiveStream<R> zip(
      ObjectReceiveStream<? extends U> other, Combining<? super T, ? super U, ? extends R> code) {
    var step = Steps.<T, U, R>zip(new Held<>(this), new Held<>(other), code);
    return new DerivedStream<>("zip", List.of(this, other), step);
  }

  /**
   * So many objects at a time; the last batch may be smaller.
   *
   * @throws IllegalArgumentException if the number is less than 1
   */
  default ObjectReceiveStream<List<T>> batched(int max) {
    var step = new TimedSteps.Batching<>(new Held<T>(this), max, Optional.empty());
    return DerivedStream.of("batches", this, step);
  }

  /**
   * So many objects at a time, or those that came within a time after the first one. From a memory
   * object stream it takes what is there before it looks at the time.
   *
   * @throws IllegalArgumentException if the number is less than 1, or the time is negative
   */
  default ObjectReceiveStream<List<T>> batched(int max, Duration within) {
    var step = new TimedSteps.Batching<>(new Held<T>(this), max, Optional.of(within));
    return DerivedStream.of("batches", this, step);
  }

  /**
   * The objects that none followed for a while; those that were followed sooner are dropped.
   *
   * @throws IllegalArgumentException if the time is negative
   */
  default ObjectReceiveStream<T> debounced(Duration quiet) {
    return DerivedStream.of(
        "debounce", this, new TimedSteps.Debouncing<>(new Held<T>(this), quiet));
  }

  /** All objects, as fast as a limiter allows. */
  default ObjectReceiveStream<T> throttled(RateLimiter limiter) {
    return DerivedStream.of("throttle", this, TimedSteps.throttle(new Held<T>(this), limiter));
  }

  /**
   * All objects, received ahead by a task of the group.
   *
   * @param capacity how many may be received ahead, besides the one in the hand of the task
   */
  default ObjectReceiveStream<T> buffered(TaskGroup group, int capacity) {
    return Pumped.start(group, "buffer", capacity, List.of(this), List.of(Pumped.pump(this)));
  }

  /**
   * The latest object for each key, received ahead by a task of the group: one that was not
   * received yet is replaced by the next one with an equal key, in its place. So no more are held
   * than there are keys.
   */
  default ObjectReceiveStream<T> conflated(TaskGroup group, Mapping<? super T, ?> key) {
    return new Conflated<>(group, this, key);
  }

  /** All objects, with a look at the next one. */
  default PeekableReceiveStream<T> peekable() {
    return new PeekableReceiveStream<>(this);
  }

  /**
   * What the code makes of each object, in order, for so many objects at once, in tasks of the
   * group.
   *
   * @throws IllegalArgumentException if the limit is less than 1
   */
  default <R> ObjectReceiveStream<R> mapConcurrently(
      TaskGroup group, int limit, Mapping<? super T, ? extends R> code) {
    return new ConcurrentMapping<>(group, limit, this, code);
  }

  /** Receives until the end of the stream. A checkpoint. */
  default List<T> toList() throws IOException {
    var all = new ArrayList<T>();
    try {
      while (true) {
        all.add(receive());
      }
    } catch (EndOfStreamException e) {
      return all;
    }
  }

  /** Receives until the end of the stream and makes one object of all. A checkpoint. */
  default <R> R reduce(R initial, Combining<? super R, ? super T, ? extends R> code)
      throws IOException {
    R total = initial;
    try {
      while (true) {
        T item = receive();
        total = code.combine(total, item);
      }
    } catch (EndOfStreamException e) {
      return total;
    }
  }

  /**
   * This stream for code that knows {@link Stream}s. Closing one closes the other. It is used in a
   * task and not in parallel; errors come as {@code UncheckedIOException}.
   */
  default Stream<T> asStream() {
    return JdkStreams.of(this);
  }

  /**
   * This stream for code that knows publishers: a task of the group receives what a subscriber asks
   * for. It has one subscriber, which is called by that task; one object is received ahead, so that
   * the end is told at once. When the subscriber cancels, the stream is closed.
   */
  default Flow.Publisher<T> asPublisher(TaskGroup group) {
    return new StreamPublisher<>(this, group);
  }
}
