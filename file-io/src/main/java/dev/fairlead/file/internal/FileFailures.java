package dev.fairlead.file.internal;

import dev.fairlead.MalformedTextException;
import dev.fairlead.file.internal.FileCalls.IoBody;
import java.io.IOException;
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
