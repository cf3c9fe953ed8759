package dev.fairlead.stream;

import dev.fairlead.CancelScope;
import java.io.IOException;

/**
 * Something that must be closed.
 *
 * {@snippet file="ByteStreamSnippets.java" region="resource"}
 *
 * <p>Closing may wait to end in good order and is then a checkpoint. Whatever happens, also when it
 * is cancelled, the resource is closed afterwards. Closing twice does nothing.
 */
public interface Resource extends AutoCloseable {

  /** Closes in good order. */
  @Override
  void close() throws IOException;

  /** Closes at once, without waiting for anything or anybody. */
  default void closeForcefully() throws IOException {
    CancelScope scope = CancelScope.create();
    scope.cancel("closed forcefully");
    scope.run(this::close);
  }
}
