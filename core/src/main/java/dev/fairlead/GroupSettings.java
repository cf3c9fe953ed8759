package dev.fairlead;

record GroupSettings(String name, boolean supervised, boolean plainFailure, boolean shield)
    implements GroupOptions {

  static final GroupSettings DEFAULTS = new GroupSettings("", false, false, false);

  @Override
  public GroupOptions withName(String name) {
    return new GroupSettings(name, supervised, plainFailure, shield);
  }

  @Override
  public GroupOptions withSupervision() {
    return new GroupSettings(name, true, plainFailure, shield);
  }

  @Override
  public GroupOptions withPlainFailure() {
    return new GroupSettings(name, supervised, true, shield);
  }

  @Override
  public GroupOptions withShield() {
    return new GroupSettings(name, supervised, plainFailure, true);
  }
}
