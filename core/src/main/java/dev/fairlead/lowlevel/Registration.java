package dev.fairlead.lowlevel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;

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

  /**
   * Reads what is there, as the {@code read} of the channel does, by the shortest way that the
   * backend knows. Never waits.
   *
   * @throws NonReadableChannelException if there is no reading from the channel
   * @throws IOException as the channel does
   */
  default int read(ByteBuffer target) throws IOException {
    throw new NonReadableChannelException();
  }

  /**
   * Writes what there is room for, as the {@code write} of the channel does, by the shortest way
   * that the backend knows. Never waits.
   *
   * @throws NonWritableChannelException if there is no writing to the channel
   * @throws IOException as the channel does
   */
  default int write(ByteBuffer source) throws IOException {
    throw new NonWritableChannelException();
  }

  /** Wakes who waits with a {@code ClosedResourceException} and lets later waits throw it too. */
  void notifyClosing();

  /**
   * As {@link #notifyClosing}, and takes the channel out of the loop. Does not close the channel.
   */
  @Override
  void close();
}
