package dev.fairlead.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** The cancellation of a scope. */
@Name("dev.fairlead.Cancellation")
@Label("Cancellation")
@Category("Fairlead")
@Description("A scope was cancelled; the stack is the canceller's")
public final class CancellationEvent extends Event {

  /** The scope. */
  @Label("Scope")
  public String scope = "";

  /** The task that is inside the scope. */
  @Label("Task")
  public String task = "";

  /** Why it was cancelled. */
  @Label("Cause")
  public String cause = "";
}
