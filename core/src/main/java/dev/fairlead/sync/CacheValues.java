package dev.fairlead.sync;

import dev.fairlead.internal.Engine;
import dev.fairlead.internal.Nanos;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The values a cache keeps. Any thread may look for one at any time; everything else is done under
 * the monitor of this object.
 */
final class CacheValues<K, V> {

  /*
   * A hit must not write what other hits read or write: an order that is exact at every moment would
   * let all processors take turns at its ends. So a hit leaves a mark, once, and who needs room looks
   * at the values in turn: one with a mark loses it and has its next turn after all others. What goes
   * was not asked for between two of its turns.
   */

  private final CacheOptions<V> options;
  private final Map<K, Kept<V>> values = new ConcurrentHashMap<>();
  private final SequencedMap<K, Kept<V>> turns = new LinkedHashMap<>(); // under the monitor
  private long weight;
  private long evictions;

  /**
   * A value, and when it is too old on the clock of the runtime in which it was computed. One that
   * never is does not keep that runtime in memory.
   */
  private static final class Kept<V> {
    private final V value;
    private final int weight;
    private final @Nullable Engine clock;
    private final long untilNanos;

    // Any thread, unsynchronised: a lost update does no harm.
    private boolean askedFor;

    Kept(V value, int weight, Engine clock, long untilNanos) {
      this.value = value;
      this.weight = weight;
      this.clock = untilNanos == Nanos.NEVER ? null : clock;
      this.untilNanos = untilNanos;
    }

    boolean isOver() {
      Engine ticking = clock;
      return ticking != null && (ticking.clockHasStopped() || ticking.nanoTime() >= untilNanos);
    }

    V ask() {
      if (!askedFor) {
        askedFor = true;
      }
      return value;
    }

    boolean isSpared() {
      boolean asked = askedFor;
      askedFor = false;
      return asked && !isOver();
    }
  }

  CacheValues(CacheOptions<V> options) {
    this.options = options;
  }

  /** A value that is not too old; null if there is none. Any thread. */
  @Nullable V find(K key) {
    Kept<V> found = values.get(key);
    return found == null || found.isOver() ? null : found.ask();
  }

  /** How heavy a value is. Any thread, without the monitor: it is the user's code that says so. */
  int weigh(K key, V value) {
    int weighs = options.weigher().applyAsInt(value);
    if (weighs < 0) {
      throw new IllegalArgumentException(
          "the weight of the value for " + key + " must not be negative: " + weighs);
    }
    return weighs;
  }

  /** Adds a value, for which others make room; one that is too heavy for all room is not kept. */
  void put(K key, V value, int weighs, Engine clock) {
    long until =
        options
            .timeToLive()
            .map(duration -> Nanos.after(clock.nanoTime(), duration))
            .orElse(Nanos.NEVER);
    remove(key);
    if (weighs <= options.maxSize()) {
      makeRoomFor(weighs);
      var kept = new Kept<>(value, weighs, clock, until);
      values.put(key, kept);
      turns.put(key, kept);
      weight += weighs;
    }
  }

  private void makeRoomFor(int weighs) {
    // Hits come meanwhile; nobody is passed over twice.
    for (int passes = turns.size(); weight > options.maxSize() - weighs; passes--) {
      Map.Entry<K, Kept<V>> next = turns.firstEntry();
      if (passes > 0 && next.getValue().isSpared()) {
        turns.putLast(next.getKey(), next.getValue());
      } else {
        remove(next.getKey());
        evictions++;
      }
    }
  }

  void remove(K key) {
    Kept<V> removed = turns.remove(key);
    if (removed != null) {
      values.remove(key);
      weight -= removed.weight;
    }
  }

  void clear() {
    values.clear();
    turns.clear();
    weight = 0;
  }

  int size() {
    return turns.size();
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
