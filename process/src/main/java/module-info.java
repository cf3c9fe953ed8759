import org.jspecify.annotations.NullMarked;

/** Subprocesses, worker processes and signals. */
@NullMarked
module dev.fairlead.process {
  requires transitive dev.fairlead.core;
  requires java.management; // the options of this JVM, for worker processes
  requires jdk.unsupported; // sun.misc.Signal: the JVM has no other way to handle signals
  requires static org.jspecify;

  exports dev.fairlead.process;
}
