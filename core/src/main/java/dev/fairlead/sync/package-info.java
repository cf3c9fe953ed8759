/**
 * What tasks use to wait for each other and to share things.
 *
 * <p>{@link dev.fairlead.sync.Event} and {@link dev.fairlead.sync.Promise} tell others that
 * something has happened. {@link dev.fairlead.sync.Lock}, {@link dev.fairlead.sync.ReadWriteLock},
 * {@link dev.fairlead.sync.Semaphore} and {@link dev.fairlead.sync.CapacityLimiter} are {@link
 * dev.fairlead.sync.Acquirable}: they let in so many at a time, in the order in which they came.
 * {@link dev.fairlead.sync.Condition} waits inside a lock for the state it guards, {@link
 * dev.fairlead.sync.Barrier} for a number of tasks to arrive, {@link dev.fairlead.sync.RateLimiter}
 * for time to pass. {@link dev.fairlead.sync.ResourceGuard} refuses instead of waiting.
 *
 * <p>None of them belongs to a runtime: they can be made anywhere, and tasks of several runtimes
 * can share them. What waits is called inside a task; what does not wait may be called from any
 * thread, unless it needs a task as the owner. What is handed over is handed over at once: when a
 * lock is released, the longest waiting task owns it from then on, and a task whose cancellation
 * comes after that returns as owner.
 */
package dev.fairlead.sync;
