package dev.fairlead.net.internal.nio;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Binds the file of a listening UNIX socket so that it never replaces another. */
public final class UnixBinding {

  static final int MOST_TRIES = 8;

  private UnixBinding() {}

  /** Binds a socket to a path. */
  @FunctionalInterface
  public interface Bind {
    /** Binds it. */
    void to(Path path) throws IOException;
  }

  /**
   * Binds in a directory that nobody else may enter, sets the permissions there, and gives the file
   * its real name then: a second link, which unlike a move never replaces another file.
   */
  public static void inPrivate(Path path, Optional<Set<PosixFilePermission>> mode, Bind bind)
      throws IOException {
    Path directory = path.resolveSibling("." + SocketFile.randomName());
    Path hidden = UnixPaths.checked(directory.resolve("s"));
    var onlyMe = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    var _ = Files.createDirectory(directory, onlyMe);
    try {
      bind.to(hidden);
      if (mode.isPresent()) {
        var _ = Files.setPosixFilePermissions(hidden, mode.get());
      }
      link(path, hidden);
    } finally {
      Files.deleteIfExists(hidden);
      Files.deleteIfExists(directory);
    }
  }

  private static void link(Path path, Path hidden) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        var _ = Files.createLink(path, hidden);
        return;
      } catch (FileAlreadyExistsException e) {
        if (tries == MOST_TRIES) {
          throw new BindException("Address already in use: several processes fight for it");
        }
        SocketFile.removeStale(path);
      }
    }
  }
}
