package dev.fairlead.file;

record ListSettings(boolean status) implements ListOptions {

  static final ListSettings DEFAULTS = new ListSettings(true);

  @Override
  public ListOptions withoutStatus() {
    return new ListSettings(false);
  }
}
