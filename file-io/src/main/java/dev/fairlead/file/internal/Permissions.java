package dev.fairlead.file.internal;

import java.nio.file.FileSystem;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Permissions as numbers. */
public final class Permissions {

  // From the highest of the nine bits to the lowest.
  private static final PosixFilePermission[] BITS = {
    PosixFilePermission.OWNER_READ,
    PosixFilePermission.OWNER_WRITE,
    PosixFilePermission.OWNER_EXECUTE,
    PosixFilePermission.GROUP_READ,
    PosixFilePermission.GROUP_WRITE,
    PosixFilePermission.GROUP_EXECUTE,
    PosixFilePermission.OTHERS_READ,
    PosixFilePermission.OTHERS_WRITE,
    PosixFilePermission.OTHERS_EXECUTE
  };

  private Permissions() {}

  /**
   * The permissions of a mode.
   *
   * @throws IllegalArgumentException if it has other bits
   */
  public static Set<PosixFilePermission> of(int mode) {
    if ((mode & ~0777) != 0) {
      throw new IllegalArgumentException(
          "a mode is created with permissions only, 0 to 0777: 0" + Integer.toOctalString(mode));
    }
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < BITS.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        permissions.add(BITS[i]);
      }
    }
    return permissions;
  }

  /** What makes something with a mode; nothing where there are no modes. */
  public static FileAttribute<?>[] attributes(FileSystem system, int mode) {
    Set<PosixFilePermission> permissions = of(mode);
    return system.supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
