package dev.fairlead.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** The life of a connection, a file or another resource, from its opening to its closing. */
@Name("dev.fairlead.Resource")
@Label("Resource")
@Category("Fairlead")
@Description("A connection or another resource, from its opening to its closing")
public final class ResourceEvent extends Event {

  /** The resource. */
  @Label("Resource")
  public String resource = "";
}
