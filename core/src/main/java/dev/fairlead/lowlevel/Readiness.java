package dev.fairlead.lowlevel;

import dev.fairlead.Cancelled;
import dev.fairlead.internal.ChannelWaits;
import dev.fairlead.internal.Task;
import java.io.IOException;
import java.nio.channels.SelectableChannel;

/**
 * Waits until a channel of your own can be used without blocking.
 *
 * {@snippet file="ReadinessSnippets.java" region="pipe"}
 *
 * <p>The channel must be in non-blocking mode, and stays registered with the runtime until {@link
 * #notifyClosing} or the end of the run. A wait may end although the channel is not ready: try, and
 * wait again. One task at a time may wait in each direction.
 *
 * <p>Before you close the channel, mark it closed and call {@link #notifyClosing}, with no
 * checkpoint in between: closing alone wakes nobody, and the operating system keeps the descriptor
 * while the channel is registered.
 */
public final class Readiness {

  private Readiness() {}

  /**
   * Waits until the channel can be read from, or can accept. A checkpoint.
   *
   * @throws Cancelled if a scope around the task is cancelled; the channel stays as it is
   * @throws dev.fairlead.BusyResourceException if another task waits for the same
   * @throws dev.fairlead.ClosedResourceException if the channel is closed, or {@link
   *     #notifyClosing} is called meanwhile
   * @throws IllegalStateException if the channel is in blocking mode
   * @throws IOException if the operating system refuses to watch the channel
   */
  public static void awaitReadable(SelectableChannel channel) throws IOException {
    ChannelWaits.of(Task.current()).awaitReadable(channel);
  }

  /**
   * Waits until the channel can be written to, or has connected. A checkpoint.
   *
   * @throws Cancelled if a scope around the task is cancelled; the channel stays as it is
   * @throws dev.fairlead.BusyResourceException if another task waits for the same
   * @throws dev.fairlead.ClosedResourceException if the channel is closed, or {@link
   *     #notifyClosing} is called meanwhile
   * @throws IllegalStateException if the channel is in blocking mode
   * @throws IOException if the operating system refuses to watch the channel
   */
  public static void awaitWritable(SelectableChannel channel) throws IOException {
    ChannelWaits.of(Task.current()).awaitWritable(channel);
  }

  /**
   * Wakes the tasks of this runtime that wait for the channel with a {@link
   * dev.fairlead.ClosedResourceException}, and takes the channel out of the runtime. Does not close
   * it. Does nothing if nobody has waited for it.
   */
  public static void notifyClosing(SelectableChannel channel) {
    ChannelWaits.of(Task.current()).notifyClosing(channel);
  }

  /**
   * Registers a non-blocking channel with the current runtime. For resources that keep their
   * registration and close it: the caller owns it. A channel has one registration at a time.
   *
   * @throws IllegalStateException if the channel is in blocking mode
   * @throws java.nio.channels.ClosedChannelException if the channel is closed
   * @throws IOException if the operating system refuses to watch the channel
   */
  public static Registration register(SelectableChannel channel) throws IOException {
    return Task.current().engine().reactor().register(channel);
  }

  /**
   * How many loops of the current runtime look for ready channels. A resource that wants to keep
   * all of them busy, such as a server with very many new connections, waits for so many channels.
   */
  public static int loops() {
    return Task.current().engine().reactor().loops();
  }
}
