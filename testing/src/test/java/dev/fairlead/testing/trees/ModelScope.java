package dev.fairlead.testing.trees;

import dev.fairlead.testing.trees.Model.Cause;
import org.jspecify.annotations.Nullable;

/** A scope of the model. Whether it is cancelled is looked up, nothing is carried down. */
final class ModelScope {

  static final long NEVER = Long.MAX_VALUE;

  @Nullable ModelScope parent;
  @Nullable ModelTask owner;
  @Nullable Cause cause;
  boolean shielded;
  boolean entered;
  boolean caught;
  long limit = NEVER; // counts from the entry
  long due = NEVER;
  long hardAt = NEVER; // the end of the grace of those who were asked to stop

  boolean isCancelledInside() {
    return cause != null || isParentVisiblyCancelled();
  }

  private boolean isParentVisiblyCancelled() {
    return !shielded && parent != null && parent.isCancelledInside();
  }

  /** Whether a cancellation that comes out of the body ends here. */
  boolean catches() {
    return cause != null && !isParentVisiblyCancelled();
  }

  boolean isAskedToStop() {
    return hardAt != NEVER
        || isCancelledInside()
        || (!shielded && parent != null && parent.isAskedToStop());
  }

  /** What cancels it now, if anything does. */
  @Nullable Cause dueAt(long now) {
    if (cause != null) {
      return null;
    }
    return hardAt <= now ? Cause.CALL : due <= now ? Cause.DEADLINE : null;
  }

  long nextDue() {
    return cause == null ? Math.min(due, hardAt) : NEVER;
  }
}
