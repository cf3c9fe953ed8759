import org.jspecify.annotations.NullMarked;

/** Structured concurrency: tasks, scopes, synchronisation, streams, and the engine below them. */
@NullMarked
module dev.fairlead.core {
  requires java.management; // the task tree on demand
  requires jdk.jfr; // events
  requires jdk.management; // whether the JDK's scheduler has threads queued
  requires static org.jspecify;

  exports dev.fairlead;
  exports dev.fairlead.attribute;
  exports dev.fairlead.lowlevel;
  exports dev.fairlead.stream;
  exports dev.fairlead.sync;
  exports dev.fairlead.thread;
}
