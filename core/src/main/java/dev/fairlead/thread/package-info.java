/**
 * Bridges between tasks and plain threads.
 *
 * <p>Out of a task: {@link dev.fairlead.thread.ToThread} runs blocking code on a worker thread,
 * {@link dev.fairlead.thread.Interruptible} runs it in place and turns a cancellation into an
 * interrupt, {@link dev.fairlead.thread.Futures} waits for futures of the JDK.
 *
 * <p>Into a runtime: {@link dev.fairlead.thread.FromThread} calls back from a worker thread or in
 * from any other, {@link dev.fairlead.thread.BlockingPortal} is a door with its own tasks, {@link
 * dev.fairlead.thread.BlockingPortals} starts a runtime beside plain code, and {@link
 * dev.fairlead.thread.BlockingPortalProvider} shares one.
 */
package dev.fairlead.thread;
