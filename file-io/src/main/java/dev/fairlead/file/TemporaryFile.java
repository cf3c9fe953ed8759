package dev.fairlead.file;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.attribute.AttributeProvider;
import dev.fairlead.file.internal.FileCalls;
import dev.fairlead.stream.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A file with a random name, which is deleted when this is closed.
 *
 * {@snippet file="TemporarySnippets.java" region="file"}
 *
 * <p>Only its owner may read it. {@link #file} is open for reading and writing, and can be closed
 * before, so that a program can open the file by its {@link #path}. Closing this closes and deletes
 * it, also in a cancelled scope; if the JVM ends before, it deletes it then. What another program
 * has put in its place is deleted, links are not followed.
 */
public final class TemporaryFile implements Resource, AttributeProvider {

  private final AsyncFile file;
  private final Path path;
  private final TemporarySettings settings;
  private final AtomicBoolean closed = new AtomicBoolean();

  private TemporaryFile(AsyncFile file, Path path, TemporarySettings settings) {
    this.file = file;
    this.path = path;
    this.settings = settings;
  }

  /** Makes and opens a file. A checkpoint. */
  public static TemporaryFile open() throws IOException {
    return open(UnaryOperator.identity());
  }

  /** As {@link #open()}, with options. */
  public static TemporaryFile open(UnaryOperator<TemporaryOptions> options) throws IOException {
    TemporarySettings settings = TemporarySettings.of(options);
    Temporary.Opened opened = settings.calls().call(() -> Temporary.openFile(settings));
    Path path = opened.path();
    var file =
        new AsyncFile(
            "temporary file " + path, opened.handle(), Optional.of(path), settings.fileSettings());
    return new TemporaryFile(file, path, settings);
  }

  /**
   * Makes and opens a file that nobody else can find, and that is gone when it is closed. A
   * checkpoint.
   */
  public static AsyncFile openUnnamed() throws IOException {
    return openUnnamed(UnaryOperator.identity());
  }

  /** As {@link #openUnnamed()}, with options. */
  public static AsyncFile openUnnamed(UnaryOperator<TemporaryOptions> options) throws IOException {
    TemporarySettings settings = TemporarySettings.of(options);
    return new AsyncFile(
        "unnamed temporary file",
        settings.calls().call(() -> Temporary.openUnnamed(settings)),
        Optional.empty(),
        settings.fileSettings());
  }

  /** Makes an empty file that the caller has to delete. A checkpoint. */
  public static AsyncPath make() throws IOException {
    return make(UnaryOperator.identity());
  }

  /** As {@link #make()}, with options. */
  public static AsyncPath make(UnaryOperator<TemporaryOptions> options) throws IOException {
    try (var made = open(o -> options.apply(o).withKeep())) {
      return made.path();
    }
  }

  /** The file. */
  public AsyncFile file() {
    return file;
  }

  /** Where it is. */
  public AsyncPath path() {
    return new AsyncPath(path, settings.calls());
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return file.attributes();
  }

  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      try (FileCalls.Ending _ = this::cleanUp;
          file) {
        // Closed first, since some systems delete no open file.
      }
    }
  }

  private void cleanUp() throws IOException {
    if (!settings.keep()) {
      Temporary.cleanUp(path, settings);
    }
  }

  @Override
  public String toString() {
    return (closed.get() ? "closed " : "") + "temporary file " + path;
  }
}
