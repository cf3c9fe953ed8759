package dev.fairlead.sync;

import dev.fairlead.internal.Engine;
import dev.fairlead.internal.Nanos;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values a cache keeps, in the order in which they were asked for. Under its own monitor. */
final class CacheValues<K, V> {

  private final CacheOptions<V> options;
  private final Map<K, Kept<V>> values = new LinkedHashMap<>(16, 0.75f, true);
  private long weight;
  private long evictions;

  /** A value, and when it is too old on the clock of the runtime in which it was computed. */
  private record Kept<V>(V value, int weight, Engine clock, long untilNanos) {
    boolean isOver() {
      return untilNanos != Nanos.NEVER && clock.nanoTime() >= untilNanos;
    }
  }

  CacheValues(CacheOptions<V> options) {
    this.options = options;
  }

  /** A value that is not too old; null if there is none. */
  @Nullable V find(K key) {
    Kept<V> found = values.get(key);
    if (found == null) {
      return null;
    }
    if (found.isOver()) {
      remove(key);
      return null;
    }
    return found.value();
  }

  /** Adds a value; those that were not asked for the longest make room for it. */
  void put(K key, V value, Engine clock) {
    int weighs = options.weigher().applyAsInt(value);
    if (weighs < 0) {
      throw new IllegalArgumentException(
          "the weight of the value for " + key + " must not be negative: " + weighs);
    }
    long until =
        options
            .timeToLive()
            .map(duration -> Nanos.after(clock.nanoTime(), duration))
            .orElse(Nanos.NEVER);
    remove(key);
    values.put(key, new Kept<>(value, weighs, clock, until));
    weight += weighs;
    makeRoom();
  }

  private void makeRoom() {
    Iterator<Kept<V>> eldest = values.values().iterator();
    while (weight > options.maxSize()) {
      weight -= eldest.next().weight();
      eldest.remove();
      evictions++;
    }
  }

  void remove(K key) {
    Kept<V> removed = values.remove(key);
    if (removed != null) {
      weight -= removed.weight();
    }
  }

  void clear() {
    values.clear();
    weight = 0;
  }

  int size() {
    return values.size();
  }

  long weight() {
    return weight;
  }

  long evictions() {
    return evictions;
  }

  int maxSize() {
    return options.maxSize();
  }
}
