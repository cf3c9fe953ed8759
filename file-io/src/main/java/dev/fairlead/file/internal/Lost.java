package dev.fairlead.file.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;

/** Closes what a program has lost. */
public final class Lost {

  private static final Cleaner CLEANER = Cleaner.create();

  private Lost() {}

  /** Something that is closed once, by its owner or after it. */
  @FunctionalInterface
  public interface Resource extends AutoCloseable {
    @Override
    void close();
  }

  /** Closes a resource when its owner is lost, or before, by what is returned. */
  public static Resource closes(Object owner, Closeable resource) {
    return CLEANER.register(owner, () -> close(resource))::clean;
  }

  private static void close(Closeable resource) {
    try {
      resource.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // The cleaner drops it: nobody is left to hear it.
    }
  }
}
