package dev.fairlead.file;

record LockSettings(boolean shared, long offset, long size) implements LockOptions {

  static final LockSettings DEFAULTS = new LockSettings(false, 0, Long.MAX_VALUE);

  LockSettings {
    if (offset < 0 || size < 0) {
      throw new IllegalArgumentException(
          "offset and size of a lock must be at least 0: " + offset + ", " + size);
    }
  }

  @Override
  public LockOptions withShared() {
    return new LockSettings(true, offset, size);
  }

  @Override
  public LockOptions withRegion(long offset, long size) {
    return new LockSettings(shared, offset, size);
  }
}
