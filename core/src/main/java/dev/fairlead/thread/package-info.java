/**
 * Bridges between tasks and plain threads.
 *
 * <p>{@link dev.fairlead.thread.ToThread} takes blocking code out of a task to a worker thread;
 * {@link dev.fairlead.thread.FromThread} is what that code can ask of its task.
 */
package dev.fairlead.thread;
