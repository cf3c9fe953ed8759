package dev.fairlead.internal;

/** Something that one task has at a time and must give back before it ends. */
@FunctionalInterface
public interface Holding {

  /** Called by a task that ends without having given it back. */
  void ownerEnded(Task<?> owner);
}
