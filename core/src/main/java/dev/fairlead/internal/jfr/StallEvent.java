package dev.fairlead.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A task that has kept the thread of its loop for longer than allowed. */
@Name("dev.fairlead.Stall")
@Label("Stall")
@Category("Fairlead")
@Description("A task has kept the thread of its loop; no other task of the loop runs meanwhile")
@StackTrace(false) // It would be the watcher's.
public final class StallEvent extends Event {

  /** The thread of the loop. */
  @Label("Loop")
  public String loop = "";

  /** The task. */
  @Label("Task")
  public String task = "";

  /** For how long it has kept the thread when that was noticed. */
  @Label("Kept for")
  @Timespan(Timespan.NANOSECONDS)
  public long keptFor;

  /** Where the task is, the innermost call first. */
  @Label("Where")
  public String where = "";
}
