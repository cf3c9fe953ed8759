import org.jspecify.annotations.NullMarked;

/** Demos and worked examples. */
@NullMarked
module dev.fairlead.examples {
  requires dev.fairlead.core;
  requires dev.fairlead.net;
  requires dev.fairlead.tls;
  requires dev.fairlead.file;
  requires dev.fairlead.process;
  requires static org.jspecify;
}
