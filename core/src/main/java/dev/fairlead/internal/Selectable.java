package dev.fairlead.internal;

import org.jspecify.annotations.Nullable;

/**
 * Something that can be waited for together with other such things. Every method but {@link #lock}
 * and {@link #describe} is called under the lock, never waits and calls no user code.
 */
public interface Selectable {

  /** The lock; several can share one. */
  SpinLock lock();

  /**
   * Does it if that is possible at once.
   *
   * @return what came of it; null if it has to be waited for
   */
  @Nullable Object attempt(Aftermath after);

  /** Lets the task wait for it. */
  WaitNode enqueue(Selection selection);

  /** Takes back what {@link #enqueue} did, if nobody has taken it. */
  void withdraw(WaitNode node);

  /** What came of it when somebody took the place of the task. */
  Object result(WaitNode taken);

  /** Says what is waited for, in a few words. */
  String describe();
}
