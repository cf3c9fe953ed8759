package dev.fairlead.file.internal;

import dev.fairlead.MalformedTextException;
import dev.fairlead.file.internal.FileCalls.IoBody;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Adds to a failure the name of the file: the system's "No space left on device" has none. */
public final class FileFailures {

  private FileFailures() {}

  /** A call whose failures have the name of the path. */
  public static <T extends @Nullable Object> IoBody<T> naming(Path path, IoBody<T> body) {
    return () -> {
      try {
        return body.call();
      } catch (IOException e) {
        throw named(path.toString(), e);
      }
    };
  }

  /** Makes something beside a path under a hidden name; a failure names the path instead. */
  public static <T extends @Nullable Object> T besides(Path path, IoBody<T> maker)
      throws IOException {
    try {
      return maker.call();
    } catch (FileSystemException e) {
      FileSystemException failure = at(path.toString(), e);
      failure.initCause(e);
      throw failure;
    }
  }

  private static FileSystemException at(String name, FileSystemException failure) {
    String reason = failure.getReason();
    return switch (failure) {
      case NoSuchFileException _ -> new NoSuchFileException(name, null, reason);
      case AccessDeniedException _ -> new AccessDeniedException(name, null, reason);
      default -> new FileSystemException(name, null, reason);
    };
  }

  /** The failure with the name, unless its type says that it has one or needs none. */
  static IOException named(String name, IOException failure) {
    if (failure instanceof MalformedTextException malformed) {
      return malformed.in(name);
    }
    return failure.getClass() == IOException.class
        ? new IOException(name + ": " + failure.getMessage(), failure)
        : failure;
  }
}
