package dev.fairlead.lowlevel;

import dev.fairlead.internal.Task;
import java.io.IOException;
import java.nio.channels.SelectableChannel;

/** Makes channels of the JDK known to the runtime, so that tasks can wait for them. */
public final class Readiness {

  private Readiness() {}

  /**
   * Registers a non-blocking channel with the current runtime. Whoever registers closes the
   * registration before the channel.
   *
   * @throws IOException if the operating system refuses
   * @throws IllegalStateException if the backend has no real channels
   */
  public static Registration register(SelectableChannel channel) throws IOException {
    return Task.current().engine().reactor().register(channel);
  }
}
