package dev.fairlead.file;

import dev.fairlead.file.internal.Permissions;

record MkdirSettings(int mode, boolean parents, boolean existOk) implements MkdirOptions {

  static final MkdirSettings DEFAULTS = new MkdirSettings(0777, false, false);

  MkdirSettings {
    Permissions.of(mode);
  }

  @Override
  public MkdirOptions withMode(int mode) {
    return new MkdirSettings(mode, parents, existOk);
  }

  @Override
  public MkdirOptions withParents() {
    return new MkdirSettings(mode, true, existOk);
  }

  @Override
  public MkdirOptions withExistOk() {
    return new MkdirSettings(mode, parents, true);
  }
}
