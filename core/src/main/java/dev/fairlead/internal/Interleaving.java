package dev.fairlead.internal;

/** Places at which a simulated scheduler may switch tasks although the code does not wait. */
public final class Interleaving {

  // Plain on purpose: it costs a load where nothing is simulated. It only ever becomes true, before
  // the first task that matters starts.
  private static boolean wanted;

  private Interleaving() {}

  /** Lets {@link #point} work from now on, in all runtimes that make something of it. */
  static void begin() {
    wanted = true;
  }

  /** Lets another task run first, perhaps. */
  public static void point() {
    if (wanted) {
      Task<?> task = Task.currentOrNull();
      if (task != null) {
        task.strand().interleave();
      }
    }
  }
}
