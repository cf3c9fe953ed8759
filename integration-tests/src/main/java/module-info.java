import org.jspecify.annotations.NullMarked;

/** Uses the packaged modules as a user would. */
@NullMarked
// @start region="module"
module dev.fairlead.it {
  requires dev.fairlead.core;
  requires dev.fairlead.net;
  requires dev.fairlead.tls;
  requires dev.fairlead.file;
  requires dev.fairlead.process;
  requires dev.fairlead.testing;
  requires static org.jspecify;
}
// @end
