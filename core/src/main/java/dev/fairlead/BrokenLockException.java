package dev.fairlead;

import dev.fairlead.internal.FormerTask;
import java.io.IOException;
import java.io.ObjectOutputStream;

/**
 * Thrown when a lock can never be acquired again because the task that held it has ended without
 * releasing it. What the lock guards may be in any state.
 *
 * {@snippet file="FailureSnippets.java" region="lock"}
 */
public class BrokenLockException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // See writeObject.
  private final TaskInfo owner;

  /** Says which task ended as the owner. */
  public BrokenLockException(TaskInfo owner) {
    super(
        "task "
            + owner.name()
            + " ended while it held the lock, and left it locked for ever; release in a finally"
            + " block, or use lock.run(...)");
    this.owner = owner;
  }

  private void writeObject(ObjectOutputStream stream) throws IOException {
    stream.putFields().put("owner", FormerTask.of(owner));
    stream.writeFields();
  }

  /** The task that ended. */
  public TaskInfo owner() {
    return owner;
  }
}
