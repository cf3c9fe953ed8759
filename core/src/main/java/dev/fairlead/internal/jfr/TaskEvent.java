package dev.fairlead.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The life of a task, from its start to its end. */
@Name("dev.fairlead.Task")
@Label("Task")
@Category("Fairlead")
@Description("A task, from its start to its end")
@StackTrace(false)
public final class TaskEvent extends Event {

  /** The name of the runtime. */
  @Label("Runtime")
  public String runtime = "";

  /** The name of the task. */
  @Label("Name")
  public String name = "";

  /** The number of the task. */
  @Label("Task")
  public long task;

  /** The number of the task it was started under; 0 for the root task. */
  @Label("Parent")
  public long parent;

  /** How it ended. */
  @Label("Outcome")
  public String outcome = "";
}
