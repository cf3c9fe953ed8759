package dev.fairlead.lowlevel;

/**
 * What management tools can ask about the runtimes of this JVM, under the object name {@value
 * #OBJECT_NAME}.
 *
 * {@snippet file="RuntimesMXBeanSnippets.java" region="jmx"}
 *
 * <p>Registered by {@link TaskTree#exposeToManagement}, or at the first run when the system
 * property {@code dev.fairlead.management} is {@code true}.
 */
public interface RuntimesMXBean {

  /** The name under which the bean is registered. */
  String OBJECT_NAME = "dev.fairlead:type=Runtimes";

  /** The names of the runtimes that have not ended. */
  String[] getNames();

  /** The task trees of all runtimes, for a person. */
  String dumpAsText();

  /** The task trees of all runtimes, as a JSON array. */
  String dumpAsJson();
}
