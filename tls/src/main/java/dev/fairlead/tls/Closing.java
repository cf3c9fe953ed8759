package dev.fairlead.tls;

import dev.fairlead.stream.Resource;
import java.io.IOException;

/** Closes what a failure has left behind, without hiding the failure. */
final class Closing {

  private Closing() {}

  /** Closes at once; if that fails too, it becomes a suppressed exception of the failure. */
  static void forcefully(Resource resource, Throwable failure) {
    try {
      resource.closeForcefully();
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
