package dev.fairlead.stream;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.stream.DerivedStream.Step;
import dev.fairlead.stream.ObjectReceiveStream.Combining;
import dev.fairlead.stream.ObjectReceiveStream.Mapping;
import dev.fairlead.stream.ObjectReceiveStream.Test;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Steps of derived streams that only look at one item after the other. */
final class Steps {

  private Steps() {}

  static <T, R> Step<R> map(Held<T> source, Mapping<? super T, ? extends R> code) {
    return () -> source.use(code);
  }

  static <T> Step<T> filter(Held<T> source, Test<? super T> wanted) {
    return () -> {
      while (true) {
        T item = source.peek();
        boolean pass = source.use(wanted::test);
        if (pass) {
          return item;
        }
      }
    };
  }

  static <T> Step<T> limit(Held<T> source, long count) {
    checkCount(count);
    var left = new long[] {count};
    return () -> {
      if (left[0] == 0) {
        throw new EndOfStreamException("the limit of the stream is reached");
      }
      T item = source.take();
      left[0]--;
      return item;
    };
  }

  static <T> Step<T> skip(Held<T> source, long count) {
    checkCount(count);
    var left = new long[] {count};
    return () -> {
      for (; left[0] > 0; left[0]--) {
        source.take();
      }
      return source.take();
    };
  }

  private static void checkCount(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("the number of items must not be negative: " + count);
    }
  }

  static <T> Step<T> takeWhile(Held<T> source, Test<? super T> wanted) {
    var ended = new boolean[1];
    return () -> {
      if (!ended[0]) {
        T item = source.peek();
        boolean pass = source.use(wanted::test);
        if (pass) {
          return item;
        }
        ended[0] = true;
      }
      throw new EndOfStreamException("an item that was not wanted has ended the stream");
    };
  }

  static <T> Step<T> dropWhile(Held<T> source, Test<? super T> unwanted) {
    var begun = new boolean[1];
    return () -> {
      while (!begun[0]) {
        T item = source.peek();
        boolean dropped = source.use(unwanted::test);
        if (!dropped) {
          begun[0] = true;
          return item;
        }
      }
      return source.take();
    };
  }

  static <T, R> Step<R> flatMap(
      Held<T> source, Mapping<? super T, ? extends Iterable<? extends R>> code) {
    return new Step<>() {
      private Iterator<? extends R> inner = Collections.emptyIterator();

      @Override
      public R next() throws IOException {
        while (!inner.hasNext()) {
          Iterable<? extends R> following = source.use(code);
          inner = following.iterator();
        }
        return inner.next();
      }
    };
  }

  static <T, R> Step<R> scan(
      Held<T> source, R initial, Combining<? super R, ? super T, ? extends R> code) {
    return new Step<>() {
      private @Nullable R total;

      @Override
      public R next() throws IOException {
        R before = total;
        R after = before == null ? initial : source.use(item -> code.combine(before, item));
        total = after;
        return after;
      }
    };
  }

  static <T, R> Step<R> pairwise(
      Held<T> source, Combining<? super T, ? super T, ? extends R> code) {
    return new Step<>() {
      private @Nullable T before;

      @Override
      public R next() throws IOException {
        T first = before;
        if (first == null) {
          first = source.take();
          before = first;
        }
        T earlier = first;
        T later = source.peek();
        try {
          return source.use(item -> code.combine(earlier, item));
        } finally {
          before = source.isHolding() ? earlier : later;
        }
      }
    };
  }

  static <T> Step<List<T>> runs(Held<T> source, Mapping<? super T, ?> key) {
    return new Step<>() {
      private List<T> run = new ArrayList<>();
      private @Nullable Object runKey;

      @Override
      public List<T> next() throws IOException {
        try {
          while (true) {
            T item = source.peek();
            Object itemKey = source.use(key);
            List<T> done = run.isEmpty() || Objects.equals(runKey, itemKey) ? null : finished();
            runKey = itemKey;
            run.add(item);
            if (done != null) {
              return done;
            }
          }
        } catch (EndOfStreamException e) {
          if (run.isEmpty()) {
            throw e;
          }
          return finished();
        }
      }

      private List<T> finished() {
        List<T> done = run;
        run = new ArrayList<>();
        return done;
      }
    };
  }

  static <T, U, R> Step<R> zip(
      Held<T> first, Held<U> second, Combining<? super T, ? super U, ? extends R> code) {
    return () -> {
      first.peek();
      second.peek();
      return first.use(left -> second.use(right -> code.combine(left, right)));
    };
  }

  static <T> Step<T> chain(List<? extends ObjectReceiveStream<? extends T>> sources) {
    Iterator<? extends ObjectReceiveStream<? extends T>> rest = sources.iterator();
    return new Step<>() {
      private @Nullable ObjectReceiveStream<? extends T> current;

      @Override
      public T next() throws IOException {
        while (current != null || rest.hasNext()) {
          ObjectReceiveStream<? extends T> source = current == null ? rest.next() : current;
          current = source;
          try {
            return source.receive();
          } catch (EndOfStreamException e) {
            current = null;
          }
        }
        throw new EndOfStreamException("the last of the streams has ended");
      }
    };
  }
}
