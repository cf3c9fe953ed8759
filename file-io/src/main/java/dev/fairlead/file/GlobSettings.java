package dev.fairlead.file;

record GlobSettings(CaseSensitivity letters, boolean followLinks) implements GlobOptions {

  static final GlobSettings DEFAULTS = new GlobSettings(CaseSensitivity.PLATFORM, false);

  @Override
  public GlobOptions withLetters(CaseSensitivity changed) {
    return new GlobSettings(changed, followLinks);
  }

  @Override
  public GlobOptions withFollowLinks() {
    return new GlobSettings(letters, true);
  }
}
