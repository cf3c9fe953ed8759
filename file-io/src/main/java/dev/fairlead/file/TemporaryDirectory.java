package dev.fairlead.file;

import dev.fairlead.lowlevel.OpenResource;
import dev.fairlead.stream.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * A directory with a random name, which is deleted with all its content when this is closed.
 *
 * {@snippet file="TemporarySnippets.java" region="directory"}
 *
 * <p>Only its owner may enter it. The clean-up happens also in a cancelled scope, takes no longer
 * than its limit, deletes links and never follows them, and goes on behind what it cannot delete:
 * the first failure is thrown, with the others suppressed. If the JVM ends before, it deletes it
 * then.
 */
public final class TemporaryDirectory implements Resource {

  private final Path path;
  private final TemporarySettings settings;
  private final OpenResource note;
  private final AtomicBoolean closed = new AtomicBoolean();

  private TemporaryDirectory(Path path, TemporarySettings settings) {
    this.path = path;
    this.settings = settings;
    this.note = OpenResource.note("temporary directory " + path);
  }

  /** Makes a directory. A checkpoint. */
  public static TemporaryDirectory create() throws IOException {
    return create(UnaryOperator.identity());
  }

  /** As {@link #create()}, with options. */
  public static TemporaryDirectory create(UnaryOperator<TemporaryOptions> options)
      throws IOException {
    TemporarySettings settings = TemporarySettings.of(options);
    Path path = settings.calls().call(() -> Temporary.makeDirectory(settings));
    return new TemporaryDirectory(path, settings);
  }

  /** Makes a directory that the caller has to delete. A checkpoint. */
  public static AsyncPath make() throws IOException {
    return make(UnaryOperator.identity());
  }

  /** As {@link #make()}, with options. */
  public static AsyncPath make(UnaryOperator<TemporaryOptions> options) throws IOException {
    TemporarySettings settings = TemporarySettings.of(o -> options.apply(o).withKeep());
    Path path = settings.calls().call(() -> Temporary.makeDirectory(settings));
    return new AsyncPath(path, settings.calls());
  }

  /** The directory of the system in which temporary files are made. */
  public static AsyncPath ofSystem() {
    return AsyncPath.of(TemporarySettings.Naming.systemDirectory());
  }

  /** Where it is. */
  public AsyncPath path() {
    return new AsyncPath(path, settings.calls());
  }

  /** Deletes it now, also if it was to stay. */
  public void cleanUp() throws IOException {
    if (closed.compareAndSet(false, true)) {
      note.closed();
      Temporary.cleanUp(path, settings);
    }
  }

  @Override
  public void close() throws IOException {
    if (!settings.keep()) {
      cleanUp();
    } else if (closed.compareAndSet(false, true)) {
      note.closed();
    }
  }

  @Override
  public String toString() {
    return (closed.get() ? "closed " : "") + "temporary directory " + path;
  }
}
