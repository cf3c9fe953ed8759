package dev.fairlead;

record TaskSettings(String name, boolean service, boolean endsGroup, boolean failureToHandle)
    implements TaskOptions {

  static final TaskSettings DEFAULTS = new TaskSettings("", false, false, false);

  @Override
  public TaskOptions withName(String name) {
    return new TaskSettings(name, service, endsGroup, failureToHandle);
  }

  @Override
  public TaskOptions withService() {
    return new TaskSettings(name, true, endsGroup, failureToHandle);
  }

  @Override
  public TaskOptions withEndsGroup() {
    return new TaskSettings(name, service, true, failureToHandle);
  }

  @Override
  public TaskOptions withFailureToHandle() {
    return new TaskSettings(name, service, endsGroup, true);
  }
}
