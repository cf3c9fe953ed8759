package dev.fairlead;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Backends;
import dev.fairlead.lowlevel.RunListener;
import java.util.Optional;

record RunSettings(String name, Backend backend, Optional<RunListener> listener)
    implements RunOptions {

  static final RunSettings DEFAULTS = new RunSettings("", Backends.virtual(), Optional.empty());

  @Override
  public RunOptions withName(String name) {
    return new RunSettings(name, backend, listener);
  }

  @Override
  public RunOptions withBackend(Backend backend) {
    return new RunSettings(name, backend, listener);
  }

  @Override
  public RunOptions withListener(RunListener listener) {
    return new RunSettings(name, backend, Optional.of(listener));
  }
}
