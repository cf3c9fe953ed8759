package dev.fairlead.file;

/**
 * How a directory is made.
 *
 * {@snippet file="AsyncPathSnippets.java" region="contents"}
 */
public sealed interface MkdirOptions permits MkdirSettings {

  /** One directory, which must not be there, in one that is; open to all the mask allows. */
  static MkdirOptions defaults() {
    return MkdirSettings.DEFAULTS;
  }

  /** The permissions, before the mask of the process. */
  int mode();

  /** Whether missing parents are made too. */
  boolean parents();

  /** Whether the directory may be there already. */
  boolean existOk();

  /**
   * Sets the permissions, before the mask of the process; those of parents stay as usual.
   *
   * @throws IllegalArgumentException if it is more than permissions
   */
  MkdirOptions withMode(int mode);

  /** Makes missing parents too. */
  MkdirOptions withParents();

  /** Lets the directory be there already. */
  MkdirOptions withExistOk();
}
