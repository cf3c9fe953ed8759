package dev.fairlead.sync;

import dev.fairlead.BrokenLockException;
import dev.fairlead.TaskInfo;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Lock} for each key, which exists only as long as somebody owns it or waits for it.
 *
 * {@snippet file="KeyedLockSnippets.java" region="keyed"}
 *
 * <p>Tasks with different keys do not wait for each other. The locks are not reentrant, and a task
 * that holds one may take another: then it is up to the program to take them in one order.
 *
 * @param <K> the keys; values with equals and hashCode
 */
public final class KeyedLock<K> {

  private final Map<K, Entry> entries = new HashMap<>(); // under its own monitor

  /** The lock of a key, and how many tasks own it or wait for it. */
  private static final class Entry {
    final Lock lock = new Lock();
    int members;
  }

  /** Makes a lock of which no key is locked. */
  public KeyedLock() {}

  /** The lock for a key. Nothing is kept of it unless it is acquired. */
  public Key<K> of(K key) {
    return new Key<>(this, key);
  }

  /** How many keys are locked, or waited for. */
  public int size() {
    synchronized (entries) {
      return entries.size();
    }
  }

  private Entry join(K key) {
    synchronized (entries) {
      Entry entry = entries.computeIfAbsent(key, _ -> new Entry());
      entry.members++;
      return entry;
    }
  }

  private void leave(K key, Entry entry) {
    synchronized (entries) {
      if (--entry.members == 0) {
        entries.remove(key);
      }
    }
  }

  private @Nullable Entry find(K key) {
    synchronized (entries) {
      return entries.get(key);
    }
  }

  /** One attempt to acquire. */
  @FunctionalInterface
  private interface Attempt {
    boolean on(Lock lock);
  }

  private boolean acquire(K key, Attempt attempt) {
    Entry entry = join(key);
    boolean acquired = false;
    try {
      acquired = attempt.on(entry.lock);
    } finally {
      if (!acquired) {
        leave(key, entry);
      }
    }
    return acquired;
  }

  private void release(K key) {
    Entry entry = find(key);
    if (entry == null) {
      throw new IllegalStateException(
          "release() of the lock for " + key + ", which is free; only its owner may do that");
    }
    boolean owned = entry.lock.isHeldByCurrentTask();
    entry.lock.release();
    if (owned) { // Else it is broken, and stays so for all who come.
      leave(key, entry);
    }
  }

  @Override
  public String toString() {
    return "keyed lock, " + size() + " keys in use";
  }

  /**
   * The lock for one key.
   *
   * {@snippet file="KeyedLockSnippets.java" region="keyed"}
   *
   * @param <K> the keys
   */
  public static final class Key<K> implements Acquirable {

    private final KeyedLock<K> locks;
    private final K key;

    private Key(KeyedLock<K> locks, K key) {
      this.locks = locks;
      this.key = key;
    }

    /**
     * Acquires the lock, and waits for it if necessary. A checkpoint.
     *
     * @throws IllegalStateException if the task owns the lock already
     * @throws BrokenLockException if the owner ended without releasing it, also meanwhile
     */
    @Override
    public void acquire() {
      boolean _ =
          locks.acquire(
              key,
              lock -> {
                lock.acquire();
                return true;
              });
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the task owns the lock already
     * @throws BrokenLockException if the owner ended without releasing it
     */
    @Override
    public boolean tryAcquire() {
      return locks.acquire(key, Lock::tryAcquire);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the task owns the lock already
     * @throws BrokenLockException if the owner ended without releasing it, also meanwhile
     */
    @Override
    public boolean tryAcquire(Duration limit) {
      return locks.acquire(key, lock -> lock.tryAcquire(limit));
    }

    /**
     * Releases the lock. If tasks wait, the first of them owns it when this returns.
     *
     * @throws IllegalStateException if the task does not own the lock
     */
    @Override
    public void release() {
      locks.release(key);
    }

    /** Whether the current task owns the lock. */
    public boolean isHeldByCurrentTask() {
      Entry entry = locks.find(key);
      return entry != null && entry.lock.isHeldByCurrentTask();
    }

    /** The task that owns the lock; empty if it is free or broken. */
    public Optional<TaskInfo> owner() {
      Entry entry = locks.find(key);
      return entry == null ? Optional.empty() : entry.lock.owner();
    }

    @Override
    public String toString() {
      Entry entry = locks.find(key);
      return "for " + key + ": " + (entry == null ? "lock, free" : entry.lock);
    }
  }
}
