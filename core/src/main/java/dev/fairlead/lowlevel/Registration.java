package dev.fairlead.lowlevel;

/**
 * A channel registered with the loop of a runtime. One task at a time may wait in each direction.
 *
 * {@snippet file="ReadinessSnippets.java" region="registration"}
 *
 * <p>Waiting is a checkpoint and may return although the channel is not ready: try the operation
 * again and wait again.
 */
public interface Registration extends AutoCloseable {

  /**
   * Waits until the channel can be read from or can accept.
   *
   * @throws dev.fairlead.ClosedResourceException if the registration is closed, also while waiting
   * @throws dev.fairlead.BusyResourceException if another task waits for the same
   */
  void awaitReadable(WaitReason reason);

  /**
   * As {@link #awaitReadable}, but what the loop saw before this call does not count: for who waits
   * without trying first. Where the channel is ready already, it costs a turn of the loop.
   */
  default void awaitReadableAnew(WaitReason reason) {
    awaitReadable(reason);
  }

  /**
   * Waits until the channel can be written to or has connected.
   *
   * @throws dev.fairlead.ClosedResourceException if the registration is closed, also while waiting
   * @throws dev.fairlead.BusyResourceException if another task waits for the same
   */
  void awaitWritable(WaitReason reason);

  /** Wakes who waits with a {@code ClosedResourceException} and lets later waits throw it too. */
  void notifyClosing();

  /**
   * As {@link #notifyClosing}, and takes the channel out of the loop. Does not close the channel.
   */
  @Override
  void close();
}
