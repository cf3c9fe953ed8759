package dev.fairlead.testing;

import dev.fairlead.TaskGroup;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.Listener;
import dev.fairlead.stream.ObjectReceiveStream;
import dev.fairlead.stream.ObjectSendStream;
import dev.fairlead.stream.UnreliableObjectReceiveStream;
import dev.fairlead.stream.UnreliableObjectSendStream;
import dev.fairlead.testing.internal.checks.ByteChecks;
import dev.fairlead.testing.internal.checks.ListenerChecks;
import dev.fairlead.testing.internal.checks.ObjectChecks;
import dev.fairlead.testing.internal.checks.ObjectSourceChecks;
import dev.fairlead.testing.internal.checks.SinkChecks;
import dev.fairlead.testing.internal.checks.SourceChecks;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What every stream promises, as tests that any stream can be put through: order, backpressure, odd
 * sizes, closing in every state, cancellation at every point, two tasks at once.
 *
 * {@snippet file="StreamChecksSnippets.java" region="twoWay"}
 *
 * <p>Each check is a test of its own, with a name that says what it looks at, and runs once per
 * backend on two connected ends that are made for it. On the simulated backend it runs with several
 * seeds, and operations are cancelled at each of their steps. Two ends that are left open are
 * closed; a task, a descriptor or anything else that stays behind fails the check.
 */
public final class StreamChecks {

  private StreamChecks() {}

  /**
   * Two connected ends.
   *
   * {@snippet file="StreamChecksSnippets.java" region="twoWay"}
   *
   * @param <A> the type of the one end
   * @param <B> the type of the other end
   * @param one where one-way streams are sent to
   * @param other where one-way streams are received from
   */
  public record Ends<A, B>(A one, B other) {}

  /**
   * Makes two connected ends. Called by a task, for each check anew.
   *
   * {@snippet file="StreamChecksSnippets.java" region="twoWay"}
   *
   * @param <A> the type of the one end
   * @param <B> the type of the other end
   */
  @FunctionalInterface
  public interface Maker<A, B> {
    /**
     * Makes them.
     *
     * @param services takes tasks that the streams need; they are cancelled after the check
     */
    Ends<? extends A, ? extends B> make(TaskGroup services) throws Exception;
  }

  /**
   * Connects to a listener.
   *
   * {@snippet file="StreamChecksSnippets.java" region="listener"}
   */
  @FunctionalInterface
  public interface Connector {
    /** Makes one more connection. */
    ByteStream connect() throws Exception;
  }

  /**
   * Makes a listener, and what connects to it. Called by a task, for each check anew.
   *
   * {@snippet file="StreamChecksSnippets.java" region="listener"}
   */
  @FunctionalInterface
  public interface ListenerMaker {
    /**
     * Makes them.
     *
     * @param services takes tasks that the listener needs; they are cancelled after the check
     */
    Ends<? extends Listener<? extends ByteStream>, Connector> make(TaskGroup services)
        throws Exception;
  }

  /**
   * Makes a source of bytes that are there already, such as a file. Called by a task, for each
   * check anew.
   *
   * {@snippet file="StreamChecksSnippets.java" region="source"}
   */
  @FunctionalInterface
  public interface SourceMaker {
    /**
     * Makes it.
     *
     * @param content what comes out of it, and then the end
     * @param services takes tasks that the stream needs; they are cancelled after the check
     */
    ByteReceiveStream make(byte[] content, TaskGroup services) throws Exception;
  }

  /**
   * What has come through a sink.
   *
   * {@snippet file="StreamChecksSnippets.java" region="sink"}
   */
  @FunctionalInterface
  public interface Written {
    /** Returns all of it. Called by a task, after the sink was closed. */
    byte[] read() throws Exception;
  }

  /**
   * Makes a sink that takes bytes without a receiver, such as a file. Called by a task, for each
   * check anew.
   *
   * {@snippet file="StreamChecksSnippets.java" region="sink"}
   */
  @FunctionalInterface
  public interface SinkMaker {
    /**
     * Makes it, and what tells what has come through it.
     *
     * @param services takes tasks that the stream needs; they are cancelled after the check
     */
    Ends<? extends ByteSendStream, ? extends Written> make(TaskGroup services) throws Exception;
  }

  /**
   * A stream, and what comes out of it by itself.
   *
   * {@snippet file="StreamChecksSnippets.java" region="objectSource"}
   *
   * @param <T> the type of the objects
   * @param seen what of an object is compared with the content
   * @param content in the order in which it comes; at least one
   * @param ends whether the stream ends after it, or goes on
   */
  public record Source<T>(
      ObjectReceiveStream<T> stream, Function<? super T, ?> seen, List<?> content, boolean ends) {

    /** A stream that ends after these objects. */
    public static <T> Source<T> of(ObjectReceiveStream<T> stream, List<? extends T> content) {
      return new Source<>(stream, item -> item, content, true);
    }
  }

  /**
   * Makes a source of objects that are there already, or come by themselves. Called by a task, for
   * each check anew.
   *
   * {@snippet file="StreamChecksSnippets.java" region="objectSource"}
   *
   * @param <T> the type of the objects
   */
  @FunctionalInterface
  public interface ObjectSourceMaker<T> {
    /**
     * Makes it.
     *
     * @param services takes tasks that the stream needs; they are cancelled after the check
     */
    Source<T> make(TaskGroup services) throws Exception;
  }

  /** Checks a sink of bytes together with the source that it leads to. */
  public static Stream<DynamicTest> oneWay(Maker<ByteSendStream, ByteReceiveStream> maker) {
    return oneWay(maker, UnaryOperator.identity());
  }

  /** As {@link #oneWay(Maker)}, with options. */
  public static Stream<DynamicTest> oneWay(
      Maker<ByteSendStream, ByteReceiveStream> maker, UnaryOperator<StreamCheckOptions> options) {
    return ByteChecks.oneWay(maker, options.apply(StreamCheckOptions.defaults()));
  }

  /** Checks both directions of two connected ends, whether or not one of them can be ended. */
  public static Stream<DynamicTest> twoWay(Maker<ByteStream, ByteStream> maker) {
    return twoWay(maker, UnaryOperator.identity());
  }

  /** As {@link #twoWay(Maker)}, with options. */
  public static Stream<DynamicTest> twoWay(
      Maker<ByteStream, ByteStream> maker, UnaryOperator<StreamCheckOptions> options) {
    return ByteChecks.twoWay(maker, options.apply(StreamCheckOptions.defaults()));
  }

  /** As {@link #twoWay(Maker)}, and that each direction can be ended without the other. */
  public static Stream<DynamicTest> halfCloseable(Maker<ByteStream, ByteStream> maker) {
    return halfCloseable(maker, UnaryOperator.identity());
  }

  /** As {@link #halfCloseable(Maker)}, with options. */
  public static Stream<DynamicTest> halfCloseable(
      Maker<ByteStream, ByteStream> maker, UnaryOperator<StreamCheckOptions> options) {
    return ByteChecks.halfCloseable(maker, options.apply(StreamCheckOptions.defaults()));
  }

  /**
   * Checks a sink of objects together with the source that it leads to.
   *
   * @param item makes different objects, which are equal for the same number
   */
  public static <T> Stream<DynamicTest> objects(
      Maker<ObjectSendStream<T>, ObjectReceiveStream<T>> maker, IntFunction<? extends T> item) {
    return objects(maker, item, UnaryOperator.identity());
  }

  /** As {@link #objects(Maker, IntFunction)}, with options. */
  public static <T> Stream<DynamicTest> objects(
      Maker<ObjectSendStream<T>, ObjectReceiveStream<T>> maker,
      IntFunction<? extends T> item,
      UnaryOperator<StreamCheckOptions> options) {
    return ObjectChecks.reliable(maker, item, options.apply(StreamCheckOptions.defaults()));
  }

  /**
   * Checks a sink of objects that may get lost or out of order, such as datagrams, together with
   * the source that it leads to.
   *
   * @param item makes different objects, which are equal for the same number
   */
  public static <T> Stream<DynamicTest> unreliableObjects(
      Maker<UnreliableObjectSendStream<T>, UnreliableObjectReceiveStream<T>> maker,
      IntFunction<? extends T> item,
      UnaryOperator<StreamCheckOptions> options) {
    return ObjectChecks.unreliable(maker, item, options.apply(StreamCheckOptions.defaults()));
  }

  /** Checks a source of bytes whose other end is nobody, such as a file. */
  public static Stream<DynamicTest> source(
      SourceMaker maker, UnaryOperator<StreamCheckOptions> options) {
    return SourceChecks.of(maker, options.apply(StreamCheckOptions.defaults()));
  }

  /** Checks a sink of bytes whose other end is nobody, such as a file. */
  public static Stream<DynamicTest> sink(
      SinkMaker maker, UnaryOperator<StreamCheckOptions> options) {
    return SinkChecks.of(maker, options.apply(StreamCheckOptions.defaults()));
  }

  /** Checks a source of objects whose other end is nobody, such as a directory or a clock. */
  public static <T> Stream<DynamicTest> objectSource(
      ObjectSourceMaker<T> maker, UnaryOperator<StreamCheckOptions> options) {
    return ObjectSourceChecks.of(maker, options.apply(StreamCheckOptions.defaults()));
  }

  /** Checks a listener. */
  public static Stream<DynamicTest> listener(ListenerMaker maker) {
    return listener(maker, UnaryOperator.identity());
  }

  /** As {@link #listener(ListenerMaker)}, with options. */
  public static Stream<DynamicTest> listener(
      ListenerMaker maker, UnaryOperator<StreamCheckOptions> options) {
    return ListenerChecks.of(maker, options.apply(StreamCheckOptions.defaults()));
  }
}
