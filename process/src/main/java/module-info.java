import org.jspecify.annotations.NullMarked;

/** Subprocesses, worker processes and signals. */
@NullMarked
module dev.fairlead.process {
  requires transitive dev.fairlead.core;
  requires static org.jspecify;
}
