package dev.fairlead.file.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The directories of users. On worker threads. */
public final class Homes {

  private static final int HOME_FIELD = 5;

  private Homes() {}

  /** The directory of the user who runs this process: HOME if it is set. */
  public static Path own(FileSystem system) {
    String set = System.getenv("HOME");
    boolean windows = system.getSeparator().equals("\\");
    String home = set == null || set.isEmpty() || windows ? System.getProperty("user.home") : set;
    return system.getPath(home);
  }

  /** A path in which {@code ~} or {@code ~name} at the beginning is replaced. */
  public static Path expand(Path path) throws IOException {
    List<String> parts = PathNames.parts(path);
    if (path.isAbsolute() || parts.isEmpty() || !parts.getFirst().startsWith("~")) {
      return path;
    }
    String user = parts.getFirst().substring(1);
    Path home = user.isEmpty() ? own(path.getFileSystem()) : of(path, user);
    return parts.size() == 1 ? home : home.resolve(path.subpath(1, parts.size()));
  }

  /** The accounts of this machine; others have to be asked for by other means. */
  private static Path of(Path path, String user) throws IOException {
    try (Stream<String> accounts =
        Files.lines(Path.of("/etc/passwd"), StandardCharsets.ISO_8859_1)) {
      return accounts
          .map(account -> account.split(":", -1))
          .filter(fields -> fields.length > HOME_FIELD && fields[0].equals(user))
          .map(fields -> path.getFileSystem().getPath(fields[HOME_FIELD]))
          .findFirst()
          .orElseThrow(() ->
              new FileSystemException(
                  path.toString(), null, "no home directory of user " + user + " is known"));
    }
  }
}
