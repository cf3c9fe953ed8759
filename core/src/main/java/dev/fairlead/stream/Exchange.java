package dev.fairlead.stream;

import dev.fairlead.internal.Selection;
import dev.fairlead.internal.WaitNode;
import org.jspecify.annotations.Nullable;

/**
 * A task that waits at one end of a channel for its item to be taken, or for an item to come.
 *
 * <p>The other side sets what happened before it decides the wait, so the task sees it when it runs
 * again. A wait that is lost to a cancellation may carry a trace of the attempt; nobody looks at
 * it.
 */
final class Exchange extends WaitNode implements Attempt {

  private final Object handle;
  private final boolean sends;

  // Written under the lock of the channel, as the item.
  Answer answer = Answer.DONE; // unless something else came of it

  Exchange(Object handle, @Nullable Object item, @Nullable Selection selection) {
    super(selection);
    this.handle = handle;
    this.item = item;
    this.sends = item != null;
  }

  /** Whether the task waits to send; if not, to receive. */
  boolean sends() {
    return sends;
  }

  /** What the task waits to send, or has received. */
  @Nullable Object item() {
    return item;
  }

  /** Lets the task have this, or again nothing, once its wait is decided. */
  void give(@Nullable Object given) {
    item = given;
  }

  /** Whether the task waits on this handle. */
  @SuppressWarnings("ReferenceEquality") // Handles are what they are.
  boolean isOn(Object candidate) {
    return handle == candidate;
  }

  /** What came of a wait to receive that was decided: an item, or the answer why there is none. */
  Object received() {
    Object got = item;
    return got == null ? answer : got;
  }
}
