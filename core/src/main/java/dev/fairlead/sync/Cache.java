package dev.fairlead.sync;

import dev.fairlead.Cancelled;
import dev.fairlead.internal.Rethrow;
import dev.fairlead.internal.Task;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/**
 * Remembers what was computed for a key, and computes it once however many tasks ask for it.
 *
 * {@snippet file="CacheSnippets.java" region="cache"}
 *
 * <p>The first task that asks for a value computes it; those that ask meanwhile wait for it. If
 * that task is cancelled, the one that waits longest computes it instead, and the others go on
 * waiting. If the computation fails, all who wait get the failure, and the next one to ask computes
 * it again. Different keys are computed at the same time.
 *
 * <p>A value that is there costs a look into a concurrent map, and callers do not get in each
 * other's way. For that the order in which values make room is not exact; see {@link
 * CacheOptions#withMaxSize}.
 *
 * <p>A cache belongs to no runtime. Everything but {@link #get} may be called from any thread.
 *
 * @param <K> the keys; values with equals and hashCode
 * @param <V> the values; never null
 * @param <X> what the computation may throw
 */
public final class Cache<K, V, X extends Exception> {

  private final Loader<? super K, ? extends V, ? extends X> loader;

  // Any thread.
  private final LongAdder hits = new LongAdder();

  // Under the monitor of `kept`. A value stops being computed and is kept in one step, so whoever
  // sees neither under the monitor is the first to ask for it.
  private final CacheValues<K, V> kept;
  private final Map<K, CacheLoad<V>> loading = new HashMap<>();
  private long misses;
  private long loads;
  private long failures;

  /**
   * Computes a value.
   *
   * {@snippet file="CacheSnippets.java" region="cache"}
   *
   * @param <K> the keys
   * @param <V> the values
   * @param <X> what it may throw
   */
  @FunctionalInterface
  public interface Loader<K, V, X extends Exception> {
    /** Computes the value for a key, in the task of who asks for it. */
    V load(K key) throws X;
  }

  private Cache(CacheOptions<V> options, Loader<? super K, ? extends V, ? extends X> loader) {
    this.loader = loader;
    this.kept = new CacheValues<>(options);
  }

  /** Makes a cache that keeps the values of a computation. */
  public static <K, V, X extends Exception> Cache<K, V, X> of(
      Loader<? super K, ? extends V, ? extends X> loader) {
    return of(UnaryOperator.identity(), loader);
  }

  /** As {@link #of(Loader)}, with options. */
  public static <K, V, X extends Exception> Cache<K, V, X> of(
      UnaryOperator<CacheOptions<V>> options, Loader<? super K, ? extends V, ? extends X> loader) {
    return new Cache<>(options.apply(CacheOptions.defaults()), loader);
  }

  /**
   * Returns the value for a key, and computes it or waits for it if necessary. A checkpoint, also
   * if the value is there.
   *
   * @throws X what the computation threw
   * @throws IllegalStateException if the computation of this value asks for it
   */
  public V get(K key) throws X {
    Task<?> task = Task.current();
    task.checkpoint();
    V value = kept.find(key);
    if (value != null) {
      hits.increment();
      return value;
    }
    return getOrCompute(key, task);
  }

  private V getOrCompute(K key, Task<?> task) throws X {
    CacheLoad<V> load;
    synchronized (kept) {
      V value = kept.find(key); // kept meanwhile
      if (value != null) {
        hits.increment();
        return value;
      }
      kept.remove(key); // It is too old, if there is one.
      misses++;
      load = loading.computeIfAbsent(key, CacheLoad::new);
      load.join();
    }
    try {
      return load.awaitEnd(task) ? outcome(load) : compute(key, load, task);
    } finally {
      leave(key, load);
    }
  }

  private V outcome(CacheLoad<V> load) throws X {
    Throwable failure = load.failure();
    if (failure != null) {
      throw Rethrow.<X>asDeclared(failure);
    }
    return load.value();
  }

  private V compute(K key, CacheLoad<V> load, Task<?> task) throws X {
    try {
      V value = Objects.requireNonNull(loader.load(key), "a cache holds no null");
      keep(key, value, load, task);
      load.succeed(value);
      return value;
    } catch (Cancelled cancelled) {
      load.leaveLead();
      throw cancelled;
    } catch (Throwable failure) {
      forget(key, load);
      load.fail(failure);
      throw failure;
    }
  }

  private void keep(K key, V value, CacheLoad<V> load, Task<?> task) {
    int weighs = kept.weigh(key, value);
    synchronized (kept) {
      loads++;
      // Otherwise it was invalidated meanwhile.
      if (loading.remove(key, load)) {
        kept.put(key, value, weighs, task.engine());
      }
    }
  }

  private void forget(K key, CacheLoad<V> load) {
    synchronized (kept) {
      failures++;
      loading.remove(key, load);
    }
  }

  /** A computation that nobody takes part in any more is forgotten. */
  private void leave(K key, CacheLoad<V> load) {
    synchronized (kept) {
      if (load.leave()) {
        loading.remove(key, load);
      }
    }
  }

  /** The value for a key if there is one already; computes nothing. */
  public Optional<V> find(K key) {
    return Optional.ofNullable(kept.find(key));
  }

  /**
   * Forgets the value for a key. Of a computation that runs at the moment, only those who wait for
   * it already get the value; it is not kept.
   */
  public void invalidate(K key) {
    synchronized (kept) {
      kept.remove(key);
      loading.remove(key);
    }
  }

  /** Forgets all values, as {@link #invalidate} does. */
  public void clear() {
    synchronized (kept) {
      kept.clear();
      loading.clear();
    }
  }

  /** How often values were found, computed, and had to go. */
  public CacheStatistics statistics() {
    synchronized (kept) {
      return new CacheStatistics(
          hits.sum(),
          misses,
          loads,
          failures,
          kept.evictions(),
          kept.size(),
          kept.weight(),
          kept.maxSize(),
          loading.size());
    }
  }

  @Override
  public String toString() {
    return "cache, " + statistics();
  }
}
