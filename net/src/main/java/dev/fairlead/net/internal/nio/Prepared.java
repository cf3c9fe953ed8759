package dev.fairlead.net.internal.nio;

import dev.fairlead.Body;
import java.io.IOException;
import java.nio.channels.Channel;

/** Steps after which a new channel is ready for use, or closed. */
public final class Prepared {

  private Prepared() {}

  /**
   * Runs the steps and returns what they made; closes the channel if they fail or are cancelled.
   */
  public static <T> T orClosed(Channel channel, Body<T, IOException> steps) throws IOException {
    boolean done = false;
    try {
      T made = steps.call();
      done = true;
      return made;
    } finally {
      if (!done) {
        channel.close();
      }
    }
  }
}
