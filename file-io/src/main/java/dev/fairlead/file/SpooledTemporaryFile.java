package dev.fairlead.file;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.attribute.AttributeProvider;
import dev.fairlead.file.internal.SpoolHandle;
import dev.fairlead.stream.Resource;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A temporary file that stays in memory while it is small.
 *
 * {@snippet file="TemporarySnippets.java" region="spooled"}
 *
 * <p>What would end behind the limit goes to an unnamed temporary file, together with all that is
 * there; exactly as many bytes as the limit stay in memory, and with a limit of 0 nothing does.
 * Positions do not show it. While it is in memory, operations need no worker thread; they are
 * checkpoints all the same.
 */
public final class SpooledTemporaryFile implements Resource, AttributeProvider {

  private final AsyncFile file;
  private final SpoolHandle spool;

  private SpooledTemporaryFile(AsyncFile file, SpoolHandle spool) {
    this.file = file;
    this.spool = spool;
  }

  /**
   * Makes an empty file.
   *
   * @param maxSize how many bytes may be in memory
   * @throws IllegalArgumentException if negative
   */
  public static SpooledTemporaryFile create(int maxSize) {
    return create(maxSize, UnaryOperator.identity());
  }

  /** As {@link #create(int)}, with options. */
  public static SpooledTemporaryFile create(int maxSize, UnaryOperator<TemporaryOptions> options) {
    if (maxSize < 0) {
      throw new IllegalArgumentException("maxSize must be at least 0: " + maxSize);
    }
    TemporarySettings settings = TemporarySettings.of(options);
    var spool = new SpoolHandle(maxSize, () -> Temporary.openUnnamed(settings));
    var file =
        new AsyncFile("spooled temporary file", spool, Optional.empty(), settings.fileSettings());
    return new SpooledTemporaryFile(file, spool);
  }

  /** The file. */
  public AsyncFile file() {
    return file;
  }

  /** Puts everything into a real file now. A checkpoint. */
  public void rollOver() throws IOException {
    file.leaveMemory();
  }

  /** Whether everything is in a real file. */
  public boolean isRolledOver() {
    return !spool.isInMemory();
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return file.attributes();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  @Override
  public String toString() {
    return file + " in " + spool;
  }
}
