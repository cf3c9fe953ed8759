import org.jspecify.annotations.NullMarked;

/** Files, paths and temporary files. */
@NullMarked
module dev.fairlead.file {
  requires transitive dev.fairlead.core;
  requires static org.jspecify;

  exports dev.fairlead.file;
}
